package dev.firstring.abuse.guard;

import dev.firstring.platform.WireWord;

/** The guard's decision about a send, from lenient to strict. */
public enum Decision implements WireWord {
    ALLOW,
    /** The message is sent although the window is over its bound. */
    MONITOR,
    /** The message is sent after a challenge is solved. */
    CHALLENGE,
    BLOCK
}
