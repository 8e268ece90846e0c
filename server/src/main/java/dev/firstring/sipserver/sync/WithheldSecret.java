package dev.firstring.sipserver.sync;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A new secret that a request holds back until the old one is out: as long as nobody has been told, whoever registers has the
 * old one. Thread-safe.
 */
class WithheldSecret {

    /** A request is not held up for longer than that. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private final long end = System.nanoTime() + LONGEST.toNanos();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean waitedFor;

    /** One that everybody may know. */
    static WithheldSecret none() {
        WithheldSecret secret = new WithheldSecret();
        secret.tell();
        return secret;
    }

    /** Somebody may know it from now on. */
    final void tell() {
        told.countDown();
    }

    final boolean isTold() {
        return told.getCount() == 0;
    }

    /** Whether an attempt needs time before the secret may be told, and there is some. */
    final boolean isWaitedFor() {
        return waitedFor && System.nanoTime() < end;
    }

    /** Waits, unless it would take too long or somebody is told meanwhile; false then. */
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

    /** Lets the time pass, or less if somebody is told. */
    void pass(Duration time) throws InterruptedException {
        told.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
