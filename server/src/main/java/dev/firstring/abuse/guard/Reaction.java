package dev.firstring.abuse.guard;

import dev.firstring.platform.WireWord;

/** What the guard does where too little of what is sent is ever proved. */
public enum Reaction implements WireWord {
    /** Counts and shows. */
    MONITOR,
    /** Asks for a solved challenge, up to the ceiling of the window; then it blocks. */
    CHALLENGE,
    /** Sends nothing until the window is better. */
    BLOCK
}
