package dev.firstring.testing;

import java.time.Duration;

/**
 * How long a test waits for what must happen before it says that it will not. Nothing is measured by it: the machine may be
 * ten times slower than usual, and a test that passes never waits that long.
 */
public final class Patience {

    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}
}
