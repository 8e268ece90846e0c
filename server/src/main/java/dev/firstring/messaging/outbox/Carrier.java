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

    /** What one sender may take, and a second to spare: with less left on the lease, another node could send too. */
    private static final Duration ONE_SEND = Duration.ofSeconds(6);

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
                    new Lease(held)::lasts);
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

        /** Whether the message belongs to this node for one more send; renews the lease if it must. */
        boolean lasts() {
            Instant now = clock.instant();
            if (!now.plus(ONE_SEND).isAfter(until)) {
                return true;
            }
            try {
                until = now.plus(settings.lease());
                return outbox.renew(held, until);
            } catch (DataAccessException e) {
                LOG.warn(
                        "Could not keep message {}: it is left to the next taker",
                        held.message().id(),
                        e);
                return false;
            }
        }
    }
}
