package dev.firstring.abuse.guard;

import dev.firstring.platform.WireWord;

/** The guard's reaction to a window that is over its bound. */
public enum Reaction implements WireWord {
    /** Counts and reports only. */
    MONITOR,
    /** Requires a solved challenge, up to the ceiling of the window; then blocks. */
    CHALLENGE,
    /** Blocks sends until the window is within its bound. */
    BLOCK
}
