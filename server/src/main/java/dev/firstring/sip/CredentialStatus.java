package dev.firstring.sip;

import dev.firstring.platform.WireWord;
import java.util.Locale;

/** Whether phones can register with a credential. */
public enum CredentialStatus implements WireWord {
    /** Phones can register. */
    ACTIVE,
    /** Phones cannot register, until it is reactivated. */
    SUSPENDED,
    /** Over for good: its secret is gone, its username is never given out again. */
    REVOKED;

    /**
     * The state of a word.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    public static CredentialStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
