package dev.firstring.platform.keys.rotation;

import java.time.Duration;

/** Waits, so that tests can replace the passing of time. */
@FunctionalInterface
public interface Waiter {

    /** Returns after the given time. */
    void await(Duration time) throws InterruptedException;
}
