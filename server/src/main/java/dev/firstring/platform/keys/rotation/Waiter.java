package dev.firstring.platform.keys.rotation;

import java.time.Duration;

/** Waits for a given time. */
@FunctionalInterface
public interface Waiter {

    /** Blocks for the given time. */
    void await(Duration time) throws InterruptedException;
}
