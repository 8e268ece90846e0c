package dev.firstring.messaging.outbox;

import dev.firstring.messaging.OutgoingMessage;
import dev.firstring.messaging.SendOutcome.Reason;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.messaging.texts.MessageText;
import dev.firstring.verification.Otp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Composes a message and sends it while this node holds its lease. Thread-safe. */
@Component
final class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    /** The assumed maximum clock skew between two nodes. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    /** The margin that a renewed lease has beyond the send it is renewed for. */
    private static final Duration SPARE = Duration.ofSeconds(2);

    private final MessageText text;
    private final SenderRoute route;
    private final Outbox outbox;
    private final OutboxSettings settings;
    private final Clock clock;

    Carrier(MessageText text, SenderRoute route, Outbox outbox, OutboxSettings settings, Clock clock) {
        this.text = text;
        this.route = route;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends a message once; an internal fault counts as {@code UNAVAILABLE}. */
    SenderRoute.Result carry(Outbox.Held held, Supplier<Otp> code) {
        QueuedMessage message = held.message();
        return carryText(
                held, () -> text.compose(code.get(), message.channel(), message.language(), message.platform()));
    }

    /**
     * Notifies the old number of an account that its number has changed.
     *
     * @param digits the last digits of the new number
     */
    SenderRoute.Result carryChanged(Outbox.Held held, String digits) {
        return carryText(held, () -> text.changed(digits, held.message().language()));
    }

    private SenderRoute.Result carryText(Outbox.Held held, Supplier<String> words) {
        QueuedMessage message = held.message();
        try {
            return route.send(
                    new OutgoingMessage(
                            message.id(), message.number(), message.channel(), message.language(), words.get()),
                    message.avoided(),
                    new Lease(held)::covers);
        } catch (RuntimeException e) {
            LOG.error("Could not make message {}", message.id(), e);
            return new SenderRoute.Result.Declined(Reason.UNAVAILABLE, "the message could not be made", List.of());
        }
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
            Duration needed = send.plus(CLOCKS);
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
            Duration least = needed.plus(SPARE);
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
}
