package dev.firstring.account.ownership;

import dev.firstring.platform.WireWord;

/** Why an account no longer holds a number. */
public enum ReleaseReason implements WireWord {
    /** Another account proved it. */
    MOVED,
    /** Somebody proved it after nobody had used it for so long that it counts as given to somebody new. */
    RECYCLED,
    /** The same account proved another one in its place. */
    CHANGED,
    /** The account was erased. */
    ERASED
}
