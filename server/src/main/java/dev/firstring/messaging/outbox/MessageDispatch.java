package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Cost;
import dev.firstring.messaging.SendOutcome.Reason;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.verification.Otp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Sends a message right after the transaction that wrote its row. Providers are tried in order, inside the request and
 * for at most its budget; a search that takes longer continues in the background, and the caller gets {@code queued}.
 * The result is written asynchronously, so a send costs the request no commit. Thread-safe.
 */
@Component
public final class MessageDispatch {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Carrier carrier;
    private final DeliveryRecorder recorder;
    private final OutboxSettings settings;
    private final Clock clock;

    MessageDispatch(Carrier carrier, DeliveryRecorder recorder, OutboxSettings settings, Clock clock) {
        this.carrier = carrier;
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends the message. Its row must be committed, in state {@code queued}, with {@code attempts} 0 and the lease of
     * the message. Never throws for anything a provider does.
     *
     * @return {@code sent}; {@code failed} with the reason, which is final; or {@code queued} if sending is still in
     *     progress, in which case the message is retried until its code expires
     */
    public Delivery dispatch(QueuedMessage message, Otp code) {
        Outbox.Held held = new Outbox.Held(message, 0);
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        Map<String, String> context = MDC.getCopyOfContextMap();
        Thread.ofVirtual().name("dispatch").start(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            send(held, code, answer);
        });
        try {
            return answer.get(settings.requestBudget().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // The future below is completed by this thread or by the sending thread, whichever is first.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dispatch ended in a fault", e);
        }
        answer.complete(Delivery.queued(message.channel()));
        return answer.join();
    }

    private void send(Outbox.Held held, Otp code, CompletableFuture<Delivery> answer) {
        SenderRoute.Result result = carrier.carry(held, () -> code);
        // If the caller got "queued", the message must be retried after a transient failure.
        boolean told = answer.complete(delivery(held.message(), result));
        Outbox.Result written = result(held, result, told, clock.instant());
        if (written != null) {
            recorder.record(written);
        }
    }

    private static Delivery delivery(QueuedMessage message, SenderRoute.Result result) {
        return switch (result) {
            case SenderRoute.Result.Taken taken -> Delivery.sent(message.channel());
            case SenderRoute.Result.Declined declined -> Delivery.failed(message.channel(), declined.reason());
            case SenderRoute.Result.Lost lost -> Delivery.queued(message.channel());
        };
    }

    /**
     * Returns the result to write for a message, or null if this node no longer holds its lease.
     *
     * @param last whether a message fails for good if no provider is available
     */
    static Outbox.@Nullable Result result(Outbox.Held held, SenderRoute.Result result, boolean last, Instant now) {
        var id = held.message().id();
        int attempts = held.attempts();
        List<String> declined = result.declinedBy();
        return switch (result) {
            case SenderRoute.Result.Taken(String provider, String reference, Cost cost, var others) ->
                new Outbox.Result(
                        id,
                        attempts,
                        Delivery.State.SENT,
                        new Outbox.Carried(provider, plain(reference), cost),
                        declined,
                        null,
                        null,
                        now);
            case SenderRoute.Result.Declined(Reason reason, String explanation, var others) -> {
                String failure = plain(reason.name() + ": " + explanation);
                boolean again = reason == Reason.UNAVAILABLE && !last;
                yield new Outbox.Result(
                        id,
                        attempts,
                        again ? Delivery.State.QUEUED : Delivery.State.FAILED,
                        null,
                        declined,
                        failure,
                        again ? now.plus(pause(attempts)) : null,
                        now);
            }
            case SenderRoute.Result.Lost lost -> null;
        };
    }

    private static Duration pause(int attempts) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Sanitizes a provider's text for the database: no NUL, at most 500 characters. */
    private static String plain(String text) {
        String clean = text.replace("\0", "");
        return clean.length() <= 500 ? clean : clean.substring(0, 500);
    }
}
