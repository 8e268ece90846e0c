package dev.firstring.onboarding.resend;

import dev.firstring.abuse.Allowance;
import dev.firstring.http.PolicyState;
import dev.firstring.messaging.DevicePlatform;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.messaging.outbox.QueuedMessage;
import dev.firstring.onboarding.delivery.CodeDelivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * A person asks for the code again, by SMS or by a call. Neither the tries of the session nor the limits of the number
 * are reset by it. Thread-safe.
 */
@Component
public class ResendCode {

    private final QueueAgain queueAgain;
    private final CodeDelivery codeDelivery;
    private final SessionTimers timers;

    ResendCode(QueueAgain queueAgain, CodeDelivery codeDelivery, SessionTimers timers) {
        this.queueAgain = queueAgain;
        this.codeDelivery = codeDelivery;
        this.timers = timers;
    }

    public ResendOutcome resend(SessionId id, ResendRequest request) {
        return switch (queueAgain.queue(id, request)) {
            case QueueAgain.Refused(ResendOutcome outcome) -> outcome;
            case QueueAgain.QueuedTest(OnboardingSession session) ->
                resent(session, Delivery.sent(request.channel()), Duration.ZERO, List.of());
            case QueueAgain.Queued queued -> send(id, queued);
        };
    }

    private ResendOutcome send(SessionId id, QueueAgain.Queued queued) {
        Resending.Written written = queued.written();
        PhoneNumber number = Objects.requireNonNull(written.session().number(), "a session that sends has a number");
        NextMessage next = written.message();
        QueuedMessage message = new QueuedMessage(
                next.id(),
                next.seed().verificationId(),
                number,
                next.channel(),
                written.session().language(),
                DevicePlatform.ofWord(written.session().device().platform()).orElse(null),
                written.avoided(),
                next.codeExpiresAt(),
                written.leaseUntil());
        Allowance.Granted granted = queued.granted();
        Delivery delivery = codeDelivery.deliver(id, message, next.seed(), granted.receipt());
        if (delivery.failed()) {
            OnboardingSession session = written.session();
            OnboardingSession unsent =
                    session.with(session.code(), session.sends().less(next.channel()), delivery);
            return new ResendOutcome.NotSent(unsent, timers.of(unsent, Duration.ZERO));
        }
        return resent(written.session(), delivery, granted.nextAfter(), granted.policies());
    }

    private ResendOutcome resent(
            OnboardingSession session, Delivery delivery, Duration limits, List<PolicyState> policies) {
        OnboardingSession known = session.withDelivery(delivery);
        return new ResendOutcome.Resent(known, timers.of(known, limits), policies);
    }
}
