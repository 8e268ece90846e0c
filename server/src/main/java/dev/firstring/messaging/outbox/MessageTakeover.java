package dev.firstring.messaging.outbox;

import dev.firstring.platform.jobs.RepeatedWork;
import dev.firstring.verification.Codes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends the messages of crashed nodes, those that no provider accepted at first, and those that no request waits for.
 * Runs on every node; each message is taken by only one of them. A message is retried with increasing delays until its
 * code expires; then it becomes {@code expired}, so no message stays queued forever. Thread-safe.
 */
@Component
final class MessageTakeover implements SmartLifecycle {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 100;

    private final Outbox outbox;
    private final Codes codes;
    private final MessageDispatch dispatch;
    private final OutboxSettings settings;
    private final Clock clock;
    private final Counter takeovers;
    private final Semaphore places = new Semaphore(2 * MOST_AT_ONCE);
    private final RepeatedWork work;

    MessageTakeover(
            Outbox outbox,
            Codes codes,
            MessageDispatch dispatch,
            OutboxSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.outbox = outbox;
        this.codes = codes;
        this.dispatch = dispatch;
        this.settings = settings;
        this.clock = clock;
        this.takeovers = Counter.builder("firstring.message.takeovers")
                .description("Messages sent for a node that died, or again after no provider could take them")
                .register(meters);
        this.work = new RepeatedWork("message-takeover", PERIOD, goOn -> {
            CompletableFuture<Void> _ = runOnce();
        });
    }

    /**
     * Takes the messages that are due, at most a hundred, and sends them in the background.
     *
     * @return a future that completes when each has been sent or its attempt has failed
     */
    CompletableFuture<Void> runOnce() {
        int room = Math.min(places.availablePermits(), MOST_AT_ONCE);
        if (room == 0) {
            return CompletableFuture.completedFuture(null);
        }
        Instant now = clock.instant();
        List<Outbox.Taken> due = outbox.take(room, now, now.plus(settings.lease()));
        takeovers.increment(due.size());
        return CompletableFuture.allOf(due.stream().map(this::start).toArray(CompletableFuture[]::new));
    }

    @Override
    public void start() {
        work.start();
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }

    private CompletableFuture<Void> start(Outbox.Taken taken) {
        places.acquireUninterruptibly();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().name("takeover").start(() -> {
            try {
                send(taken);
            } finally {
                places.release();
                done.complete(null);
            }
        });
        return done;
    }

    private void send(Outbox.Taken taken) {
        dispatch.sendTaken(
                taken,
                () -> codes.codeOf(
                        new Codes.Seed(taken.held().message().verificationId(), taken.salt(), taken.keyId())));
    }
}
