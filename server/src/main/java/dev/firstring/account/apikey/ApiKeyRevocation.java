package dev.firstring.account.apikey;

/** The result of revoking an API key. */
public enum ApiKeyRevocation {
    DONE,
    /** The key was revoked before. */
    ALREADY,
    /** No key has that name. */
    UNKNOWN
}
