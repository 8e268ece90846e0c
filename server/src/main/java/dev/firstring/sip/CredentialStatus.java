package dev.firstring.sip;

import java.util.Locale;

/** Whether phones can register with a credential. */
public enum CredentialStatus {
    /** Phones can register. */
    ACTIVE,
    /** Phones cannot register, until it is reactivated. */
    SUSPENDED,
    /** Over for good: its secret is gone, its username is never given out again. */
    REVOKED;

    /** Whether a credential may go from this state to that one: active and suspended both ways, both to revoked. */
    public boolean mayBecome(CredentialStatus next) {
        return switch (this) {
            case ACTIVE -> next == SUSPENDED || next == REVOKED;
            case SUSPENDED -> next == ACTIVE || next == REVOKED;
            case REVOKED -> false;
        };
    }

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of a word.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    public static CredentialStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
