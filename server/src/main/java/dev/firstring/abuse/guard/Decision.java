package dev.firstring.abuse.guard;

import java.util.Locale;

/** What the guard makes of a send, from mild to strict. */
public enum Decision {
    ALLOW,
    /** It goes, and the window is over its bound. */
    MONITOR,
    /** It goes once a challenge is solved. */
    CHALLENGE,
    BLOCK;

    /** The name in metrics, logs and answers: {@code challenge}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
