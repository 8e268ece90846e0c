package dev.firstring.sipserver.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A new secret that a request withholds until no server admits the old one: while nobody has been told, every registration was
 * made with the old one. Thread-safe.
 */
class WithheldSecret {

    /** A request is delayed for at most this long. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private final long end = System.nanoTime() + LONGEST.toNanos();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean waitedFor;

    /** A secret that is told already. */
    static WithheldSecret none() {
        WithheldSecret secret = new WithheldSecret();
        secret.tell();
        return secret;
    }

    /** From now on somebody may know it. */
    final void tell() {
        told.countDown();
    }

    final boolean isTold() {
        return told.getCount() == 0;
    }

    /** Whether an attempt needs time before the secret is told, and the request has some left. */
    final boolean isWaitedFor() {
        return waitedFor && System.nanoTime() < end;
    }

    /** Waits for that time; false if the request has less left, or the secret was told meanwhile. */
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

    /** Waits for that time, or until the secret is told. */
    void pass(Duration time) throws InterruptedException {
        told.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
