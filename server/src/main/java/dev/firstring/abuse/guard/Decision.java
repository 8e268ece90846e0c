package dev.firstring.abuse.guard;

import dev.firstring.platform.WireWord;

/** What the guard makes of a send, from mild to strict. */
public enum Decision implements WireWord {
    ALLOW,
    /** It goes, and the window is over its bound. */
    MONITOR,
    /** It goes once a challenge is solved. */
    CHALLENGE,
    BLOCK
}
