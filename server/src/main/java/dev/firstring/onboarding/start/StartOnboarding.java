package dev.firstring.onboarding.start;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.Charge;
import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.http.Answer.PolicyState;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.onboarding.session.CodeDelivery;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.onboarding.start.NewSessions.NewSession;
import dev.firstring.phone.NumberPolicy;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.phone.TestNumbers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens a session for a number and sends a code. Session, code, message and the charge of the limits are written in one
 * transaction; the message is sent right after its commit. Thread-safe.
 */
@Component
public class StartOnboarding {

    private final NumberPolicy policy;
    private final TestNumbers testNumbers;
    private final OpenSession openSession;
    private final CodeDelivery codeDelivery;
    private final PhoneNumbers numbers;
    private final SenderRoute route;
    private final Clock clock;

    StartOnboarding(
            NumberPolicy policy,
            TestNumbers testNumbers,
            OpenSession openSession,
            CodeDelivery codeDelivery,
            PhoneNumbers numbers,
            SenderRoute route,
            Clock clock) {
        this.policy = policy;
        this.testNumbers = testNumbers;
        this.openSession = openSession;
        this.codeDelivery = codeDelivery;
        this.numbers = numbers;
        this.route = route;
        this.clock = clock;
    }

    /**
     * A request to start.
     *
     * @param session a session that was opened without a number and gets this one; null for a new session
     * @param region the region that the number was parsed with; null for none
     * @param device the device as described by the client, with the proof that was presented
     * @param address the caller's address as counted by the limits
     * @param channel the channel of the first code; a call is made only to numbers that cannot receive SMS
     * @param challenge a solved challenge; null for none
     */
    public record Request(
            @Nullable SessionId session,
            PhoneNumber number,
            @Nullable String region,
            Device device,
            Locale language,
            String address,
            Channel channel,
            @Nullable String challenge) {

        private Request by(Channel other) {
            return new Request(session, number, region, device, language, address, other, challenge);
        }
    }

    /** The result of a start. */
    public sealed interface Outcome {

        /** The session is open and its code is on the way. */
        record Started(SessionId id, OnboardingSession session, Timers timers, List<PolicyState> policies)
                implements Outcome {}

        /**
         * The session is open, but no provider accepted the message. Nothing was counted; a resend is possible at once.
         */
        record NotSent(SessionId id, OnboardingSession session, Timers timers) implements Outcome {}

        /** The number policy rejects the number. */
        record NumberRefused(NumberPolicy.Verdict.Reason reason, PhoneNumbers.Type type) implements Outcome {}

        /**
         * The number cannot receive SMS; nothing was sent or counted.
         *
         * @param callPossible whether a start that requests a call would make one
         */
        record Landline(boolean callPossible) implements Outcome {}

        /** The session to be continued does not wait for a number. */
        record NotNow(OnboardingSession.Refusal refusal) implements Outcome {}

        /** The limits reject the message, or require a solved challenge first. */
        record Refused(SendRefusal refusal) implements Outcome {}
    }

    public Outcome start(Request request) {
        Instant now = clock.instant();
        if (testNumbers.lookup(request.number(), now).isPresent()) {
            return open(request.by(Channel.SMS), true, now);
        }
        return switch (policy.judge(request.number())) {
            case NumberPolicy.Verdict.Refused(NumberPolicy.Verdict.Reason reason) ->
                reason == NumberPolicy.Verdict.Reason.LANDLINE
                        ? new Outcome.Landline(false)
                        : new Outcome.NumberRefused(reason, numbers.type(request.number()));
            case NumberPolicy.Verdict.Allowed _ -> open(request.by(Channel.SMS), false, now);
            case NumberPolicy.Verdict.CallOnly _ -> call(request, now);
        };
    }

    private Outcome call(Request request, Instant now) {
        boolean possible = route.carries(Channel.VOICE, request.number());
        return possible && request.channel() == Channel.VOICE
                ? open(request, false, now)
                : new Outcome.Landline(possible);
    }

    private Outcome open(Request request, boolean testNumber, Instant now) {
        return switch (openSession.open(request, testNumber, now)) {
            case Charge.Done(NewSession session, Allowance.Granted granted) -> send(session, granted);
            case Charge.Uncharged(OnboardingSession.Refusal refusal) -> new Outcome.NotNow(refusal);
            case Charge.Refused(SendRefusal refusal) -> new Outcome.Refused(refusal);
        };
    }

    private Outcome send(NewSession session, Allowance.Granted granted) {
        NewSessions.FirstMessage first = session.message();
        CodeDelivery.Message message =
                new CodeDelivery.Message(first.id(), first.channel(), List.of(), first.leaseUntil());
        CodeDelivery.Result sent = codeDelivery.deliver(session.id(), session.opened(), message, granted);
        return sent.failed()
                ? new Outcome.NotSent(session.id(), sent.session(), sent.timers())
                : new Outcome.Started(session.id(), sent.session(), sent.timers(), granted.policies());
    }
}
