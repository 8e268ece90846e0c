package dev.firstring.abuse.guard;

import java.util.Locale;

/** What the guard does where too little of what is sent is ever proved. */
public enum Reaction {
    /** Counts and shows. */
    MONITOR,
    /** Asks for a solved challenge, up to the ceiling of the window; then it blocks. */
    CHALLENGE,
    /** Sends nothing until the window is better. */
    BLOCK;

    /** The name in settings and answers: {@code monitor}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
