package dev.firstring.account.ownership;

import dev.firstring.platform.WireWord;

/** Why an account no longer holds a number. */
public enum ReleaseReason implements WireWord {
    /** Another account verified it. */
    MOVED,
    /** It was verified after the account had been unused for so long that the number counts as reassigned. */
    RECYCLED,
    /** The same account replaced it by another number. */
    CHANGED,
    /** The account was erased. */
    ERASED
}
