package dev.firstring.onboarding.start;

import dev.firstring.abuse.Allowance;
import dev.firstring.http.PolicyState;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.DevicePlatform;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.messaging.outbox.QueuedMessage;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.onboarding.delivery.CodeDelivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.phone.NumberPolicy;
import dev.firstring.phone.NumberVerdict;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.phone.TestNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A person types a number: a session is opened and a code is sent. Session, code, message and what the limits were
 * charged are written in one transaction; the message goes out right after its commit. Thread-safe.
 */
@Component
public class StartOnboarding {

    private final NumberPolicy policy;
    private final TestNumbers testNumbers;
    private final OpenSession openSession;
    private final CodeDelivery codeDelivery;
    private final PhoneNumbers numbers;
    private final SenderRoute route;
    private final SessionTimers timers;
    private final Clock clock;

    StartOnboarding(
            NumberPolicy policy,
            TestNumbers testNumbers,
            OpenSession openSession,
            CodeDelivery codeDelivery,
            PhoneNumbers numbers,
            SenderRoute route,
            SessionTimers timers,
            Clock clock) {
        this.policy = policy;
        this.testNumbers = testNumbers;
        this.openSession = openSession;
        this.codeDelivery = codeDelivery;
        this.numbers = numbers;
        this.route = route;
        this.timers = timers;
        this.clock = clock;
    }

    public StartOutcome start(StartRequest request) {
        Instant now = clock.instant();
        if (testNumbers.lookup(request.number(), now).isPresent()) {
            return open(request.by(Channel.SMS), true, now);
        }
        return switch (policy.judge(request.number())) {
            case NumberVerdict.Refused(NumberVerdict.Reason reason) ->
                reason == NumberVerdict.Reason.LANDLINE
                        ? new StartOutcome.Landline(false)
                        : new StartOutcome.NumberRefused(reason, numbers.type(request.number()));
            case NumberVerdict.Allowed _ -> open(request.by(Channel.SMS), false, now);
            case NumberVerdict.CallOnly _ -> call(request, now);
        };
    }

    private StartOutcome call(StartRequest request, Instant now) {
        boolean possible = route.carries(Channel.VOICE, request.number());
        return possible && request.channel() == Channel.VOICE
                ? open(request, false, now)
                : new StartOutcome.Landline(possible);
    }

    private StartOutcome open(StartRequest request, boolean testNumber, Instant now) {
        return switch (openSession.open(request, testNumber, now)) {
            case OpenSession.Opened opened ->
                testNumber
                        ? started(
                                opened.session(),
                                Delivery.sent(request.channel()),
                                Duration.ZERO,
                                opened.granted().policies())
                        : send(opened);
            case OpenSession.Refused(StartOutcome outcome) -> outcome;
        };
    }

    private StartOutcome send(OpenSession.Opened just) {
        NewSession session = just.session();
        Allowance.Granted granted = just.granted();
        Delivery delivery = codeDelivery.deliver(
                session.id(),
                message(session, just.leaseUntil()),
                session.code().seed(),
                granted.receipt());
        if (delivery.failed()) {
            OnboardingSession opened = session.opened();
            OnboardingSession unsent = opened.with(opened.code(), opened.sends().less(session.channel()), delivery);
            return new StartOutcome.NotSent(session.id(), unsent, timers.of(unsent, Duration.ZERO));
        }
        return started(session, delivery, granted.nextAfter(), granted.policies());
    }

    private StartOutcome started(NewSession session, Delivery delivery, Duration limits, List<PolicyState> policies) {
        OnboardingSession opened = session.opened().withDelivery(delivery);
        return new StartOutcome.Started(session.id(), opened, timers.of(opened, limits), policies);
    }

    private static QueuedMessage message(NewSession session, Instant leaseUntil) {
        return new QueuedMessage(
                session.code().messageId(),
                session.code().seed().verificationId(),
                session.number(),
                session.channel(),
                session.language(),
                DevicePlatform.ofWord(session.device().platform()).orElse(null),
                List.of(),
                session.code().expiresAt(),
                leaseUntil);
    }
}
