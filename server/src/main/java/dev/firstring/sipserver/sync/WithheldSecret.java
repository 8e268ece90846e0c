package dev.firstring.sipserver.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A new secret that a request withholds until no server admits the old one: until it is disclosed, every registration
 * was made with the old one. Thread-safe.
 */
class WithheldSecret {

    /** The maximum delay of a request. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private final long end = System.nanoTime() + LONGEST.toNanos();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean waitedFor;

    /** A secret that is already disclosed. */
    static WithheldSecret none() {
        WithheldSecret secret = new WithheldSecret();
        secret.tell();
        return secret;
    }

    /** Marks the secret as disclosed. */
    final void tell() {
        told.countDown();
    }

    final boolean isTold() {
        return told.getCount() == 0;
    }

    /** Whether an attempt needs time before the secret is disclosed, and the request has some left. */
    final boolean isWaitedFor() {
        return waitedFor && System.nanoTime() < end;
    }

    /** Waits for {@code time}; false if the request has less time left, or the secret was disclosed in the meantime. */
    final boolean hold(Duration time) {
        if (isTold() || System.nanoTime() + time.toNanos() > end) {
            return false;
        }
        waitedFor = true;
        try {
            pass(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !isTold();
    }

    /** Waits for {@code time}, or until the secret is disclosed. */
    void pass(Duration time) throws InterruptedException {
        told.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
