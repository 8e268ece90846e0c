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

/** Writes a message and brings it to a sender, as long as it belongs to this node. Thread-safe. */
@Component
final class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    /** The clocks of two nodes agree within this. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    /** What a renewed lease lasts beyond the send that it is renewed for. */
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

    /** Carries a message once; a fault of our own counts as unavailable. */
    SenderRoute.Result carry(Outbox.Held held, Supplier<Otp> code) {
        QueuedMessage message = held.message();
        return carryText(
                held, () -> text.compose(code.get(), message.channel(), message.language(), message.platform()));
    }

    /** Tells a number that its account has another one now, which ends with these digits. */
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
         * Whether the message belongs to this node, by the database's word, for as long as the send may take. Renews the
         * lease if it must; false leaves the message to the next taker.
         */
        boolean covers(Duration send) {
            Duration needed = send.plus(CLOCKS);
            return reaches(needed) || (renewed(needed) && reaches(needed));
        }

        private boolean reaches(Duration needed) {
            return !clock.instant().plus(needed).isAfter(until);
        }

        /** What this node was doing may have taken long, and so may the statement: the time is looked at before and after. */
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
