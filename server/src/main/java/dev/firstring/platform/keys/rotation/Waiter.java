package dev.firstring.platform.keys.rotation;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Waiter {

    /** Returns after that time. */
    void await(Duration time) throws InterruptedException;
}
