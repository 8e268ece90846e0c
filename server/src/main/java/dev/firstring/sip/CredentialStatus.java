package dev.firstring.sip;

import dev.firstring.platform.WireWord;
import java.util.Locale;

/** The state of a credential, which decides whether phones can register with it. */
public enum CredentialStatus implements WireWord {
    /** Phones can register. */
    ACTIVE,
    /** Phones cannot register until the credential is reactivated. */
    SUSPENDED,
    /** Permanently ended: the secret is deleted, and the username is never reused. */
    REVOKED;

    /**
     * Returns the state with that name.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    public static CredentialStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
