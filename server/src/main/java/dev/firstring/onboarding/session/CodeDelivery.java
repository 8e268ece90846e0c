package dev.firstring.onboarding.session;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.SendLimits;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.messaging.outbox.QueuedMessage;
import dev.firstring.messaging.texts.MessageText.DevicePlatform;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.verification.Codes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sends the code of a session after its row is committed. If no provider accepts the message, the limits are refunded,
 * so that an unsent message costs the caller nothing. Thread-safe.
 */
@Component
public class CodeDelivery {

    private final MessageDispatch dispatch;
    private final Codes codes;
    private final SendLimits limits;
    private final SessionStore sessions;
    private final SessionTimers timers;
    private final RetryingTransactions transactions;

    CodeDelivery(
            MessageDispatch dispatch,
            Codes codes,
            SendLimits limits,
            SessionStore sessions,
            SessionTimers timers,
            RetryingTransactions transactions) {
        this.dispatch = dispatch;
        this.codes = codes;
        this.limits = limits;
        this.sessions = sessions;
        this.timers = timers;
        this.transactions = transactions;
    }

    /**
     * The message of a session as stored in the outbox.
     *
     * @param avoided the names of providers that failed earlier in this session
     * @param leaseUntil when this node's lease on the message expires
     */
    public record Message(UUID id, Channel channel, List<String> avoided, Instant leaseUntil) {}

    /** The session and its timers after a send attempt. */
    public record Result(OnboardingSession session, Timers timers) {

        /** Whether no provider accepted the message. */
        public boolean failed() {
            Delivery delivery = session.delivery();
            return delivery != null && delivery.failed();
        }
    }

    /**
     * Sends the message. Must not run in a transaction. Blocks until the providers have responded or timed out, for
     * seconds at most. Sends nothing to a test number.
     *
     * @param session the session as committed, with the code to send
     */
    public Result deliver(SessionId id, OnboardingSession session, Message message, Allowance.Granted granted) {
        CurrentCode code = Objects.requireNonNull(session.code(), "a session that sends has a code");
        if (code.testNumber()) {
            return sent(session, Delivery.sent(message.channel()), Duration.ZERO);
        }
        Delivery delivery = dispatch.dispatch(queued(session, code, message), codes.codeOf(code.seed()));
        if (!delivery.failed()) {
            return sent(session, delivery, granted.nextAfter());
        }
        OnboardingSession unsent = session.with(code, session.sends().less(message.channel()), delivery);
        transactions.run(_ -> {
            limits.refund(granted.receipt());
            sessions.markRefused(id, message.id(), message.channel());
            return delivery;
        });
        return new Result(unsent, timers.of(unsent, Duration.ZERO));
    }

    private Result sent(OnboardingSession session, Delivery delivery, Duration limits) {
        OnboardingSession known = session.withDelivery(delivery);
        return new Result(known, timers.of(known, limits));
    }

    private static QueuedMessage queued(OnboardingSession session, CurrentCode code, Message message) {
        return new QueuedMessage(
                message.id(),
                code.seed().verificationId(),
                Objects.requireNonNull(session.number(), "a session that sends has a number"),
                message.channel(),
                session.language(),
                DevicePlatform.ofWord(session.device().platform()).orElse(null),
                message.avoided(),
                message.leaseUntil());
    }
}
