package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.Cost;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.messaging.texts.MessageText;
import dev.firstring.platform.WireWord;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Sends a message right after the transaction that wrote its row. Providers are tried in order, inside the request and
 * for at most its budget; a search that takes longer continues in the background, and the caller gets {@code queued}.
 * The result is written asynchronously, so a send costs the request no commit. Thread-safe.
 */
@Component
public final class MessageDispatch {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatch.class);

    /** The assumed maximum clock skew between two nodes. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

    /** The margin that a renewed lease has beyond the send it is renewed for. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final MessageText text;
    private final SenderRoute route;
    private final Outbox outbox;
    private final DeliveryRecorder recorder;
    private final OutboxSettings settings;
    private final Clock clock;

    MessageDispatch(
            MessageText text,
            SenderRoute route,
            Outbox outbox,
            DeliveryRecorder recorder,
            OutboxSettings settings,
            Clock clock) {
        this.text = text;
        this.route = route;
        this.outbox = outbox;
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
        SenderRoute.Result result = sendCode(held, () -> code);
        // If the caller got "queued", the message must be retried after a transient failure.
        boolean answered = answer.complete(delivery(held.message(), result));
        record(held, result, answered);
    }

    /**
     * Sends a message once that this node took over, and queues the result to be written. Blocks until the providers
     * have responded or timed out.
     *
     * @param code not called for a notice, which carries no code
     */
    void sendTaken(Outbox.Taken taken, Supplier<Otp> code) {
        Outbox.Held held = taken.held();
        String changedTo = taken.changedTo();
        SenderRoute.Result result = changedTo == null
                ? sendCode(held, code)
                : sendText(held, () -> text.changed(changedTo, held.message().language()));
        record(held, result, false);
    }

    private SenderRoute.Result sendCode(Outbox.Held held, Supplier<Otp> code) {
        QueuedMessage message = held.message();
        return sendText(
                held, () -> text.compose(code.get(), message.channel(), message.language(), message.platform()));
    }

    /**
     * Composes the text and sends it once, while this node holds the lease. An internal fault counts as
     * {@code UNAVAILABLE}.
     */
    private SenderRoute.Result sendText(Outbox.Held held, Supplier<String> words) {
        QueuedMessage message = held.message();
        try {
            return route.send(
                    new OutgoingMessage(
                            message.id(), message.number(), message.channel(), message.language(), words.get()),
                    message.avoided(),
                    new Lease(held)::covers);
        } catch (RuntimeException e) {
            LOG.error("Could not create the text of message {}", message.id(), e);
            return new SenderRoute.Result.Declined(Reason.UNAVAILABLE, "the message could not be made", List.of());
        }
    }

    /** @param last whether a message fails for good if no provider is available */
    private void record(Outbox.Held held, SenderRoute.Result result, boolean last) {
        Outbox.Result written = result(held, result, last, clock.instant());
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
    private static Outbox.@Nullable Result result(
            Outbox.Held held, SenderRoute.Result result, boolean last, Instant now) {
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

    private final class Lease {

        private final Outbox.Held held;
        private Instant until;

        Lease(Outbox.Held held) {
            this.held = held;
            this.until = held.leaseUntil();
        }

        /**
         * Whether this node holds the lease of the message, according to the database, for the duration of the send.
         * Renews the lease if necessary. False leaves the message to the next node.
         */
        boolean covers(Duration send) {
            Duration needed = send.plus(CLOCK_SKEW);
            return reaches(needed) || (renewed(needed) && reaches(needed));
        }

        private boolean reaches(Duration needed) {
            return !clock.instant().plus(needed).isAfter(until);
        }

        /**
         * Renews the lease. Both the work before the statement and the statement itself may be slow, so callers check
         * the remaining time before and after.
         */
        private boolean renewed(Duration needed) {
            Duration least = needed.plus(LEASE_MARGIN);
            Instant next = clock.instant().plus(settings.lease().compareTo(least) > 0 ? settings.lease() : least);
            try {
                if (!outbox.renew(held, next)) {
                    return false;
                }
            } catch (DataAccessException e) {
                LOG.warn(
                        "Could not keep message {}: it is left to the next taker",
                        held.message().id(),
                        e);
                return false;
            }
            until = next;
            return true;
        }
    }

    /**
     * The progress of a message's delivery.
     *
     * @param refusal why no provider accepted the message; null unless the state is {@link State#FAILED}, and also null if
     *     the message expired before a provider could be reached
     */
    public record Delivery(State state, Channel channel, SendOutcome.@Nullable Reason refusal) {

        /** The states that clients see. */
        public enum State implements WireWord {
            /** The message is waiting to be sent or is being sent. */
            QUEUED,
            /** A provider accepted the message. */
            SENT,
            /** The provider reports that the message arrived. */
            DELIVERED,
            /** The message will not arrive. */
            FAILED
        }

        /** Whether delivery has failed for good. */
        public boolean failed() {
            return state == State.FAILED;
        }

        /** Returns the delivery for a state and a channel as stored in the database. */
        public static Delivery ofWords(String state, Channel channel) {
            return switch (state) {
                case "queued" -> queued(channel);
                case "sent" -> sent(channel);
                case "delivered" -> new Delivery(State.DELIVERED, channel, null);
                case "failed", "expired" -> failed(channel, null);
                default -> throw new IllegalStateException("a message is in the unknown state " + state);
            };
        }

        static Delivery queued(Channel channel) {
            return new Delivery(State.QUEUED, channel, null);
        }

        /** A message that counts as sent: a provider accepted it, or nothing is ever sent to its number. */
        public static Delivery sent(Channel channel) {
            return new Delivery(State.SENT, channel, null);
        }

        static Delivery failed(Channel channel, SendOutcome.@Nullable Reason refusal) {
            return new Delivery(State.FAILED, channel, refusal);
        }
    }
}
