package dev.firstring.platform.keys.master;

/** Instructions for the operator about the master key. */
final class MasterKeyAdvice {

    static final String MAKE_ONE = "Make one with `openssl rand -base64 32`.";

    static final String MISSING = "There is no master key, and production makes none by itself. " + MAKE_ONE
            + " Keep a copy in a safe place: without it the secrets in the database are lost. Then set"
            + " firstring.keys.master-key (FIRSTRING_KEYS_MASTER_KEY) to it, or firstring.keys.master-key-file"
            + " (FIRSTRING_KEYS_MASTER_KEY_FILE) to a file that holds it.";

    static final String TWO =
            "Both firstring.keys.master-key and firstring.keys.master-key-file are set. Remove one of them.";

    private MasterKeyAdvice() {}
}
