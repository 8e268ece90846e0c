package dev.firstring.account.ownership;

import java.util.Locale;

/** Why an account no longer holds a number. */
public enum ReleaseReason {
    /** Another account proved it. */
    MOVED,
    /** Somebody proved it after nobody had used it for so long that it counts as given to somebody new. */
    RECYCLED,
    /** The same account proved another one in its place. */
    CHANGED,
    /** The account was erased. */
    ERASED;

    /** The word in the database and in the trail. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReleaseReason ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
