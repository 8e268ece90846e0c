package dev.firstring.onboarding.resend;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.Charge;
import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.http.Answer.PolicyState;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.CodeDelivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends the code again, by SMS or by a call. This resets neither the attempts of the session nor the limits of the
 * number. Thread-safe.
 */
@Component
public class ResendCode {

    private final ResendTransaction transaction;
    private final CodeDelivery codeDelivery;

    ResendCode(ResendTransaction transaction, CodeDelivery codeDelivery) {
        this.transaction = transaction;
        this.codeDelivery = codeDelivery;
    }

    /**
     * A request to send the code again.
     *
     * @param address the caller's address as counted by the limits
     * @param challenge a solved challenge; null for none
     */
    public record Request(
            NamedNumber number,
            Channel channel,
            String address,
            @Nullable String challenge) {}

    /** The result of a resend. */
    public sealed interface Outcome {

        /** A code is on the way again: the same one, or a new one. */
        record Resent(OnboardingSession session, Timers timers, List<PolicyState> policies) implements Outcome {}

        /** No provider accepted the message. Nothing was counted. */
        record NotSent(OnboardingSession session, Timers timers) implements Outcome {}

        /** The session or the limits require a wait or a solved challenge first. */
        record Refused(SendRefusal refusal) implements Outcome {}

        /** The session has no attempts left, so that another code would be useless. */
        record TriesUsedUp() implements Outcome {}

        /** The number is not the session's. */
        record OtherNumber() implements Outcome {}

        /** The number cannot receive SMS; only a call can deliver the code. */
        record Landline() implements Outcome {}

        record NotNow(OnboardingSession.Refusal refusal) implements Outcome {}
    }

    public Outcome resend(SessionId id, Request request) {
        return switch (transaction.run(id, request)) {
            case Charge.Done(ResendTransaction.Queued queued, Allowance.Granted granted) -> send(id, queued, granted);
            case Charge.Uncharged(Outcome outcome) -> outcome;
            case Charge.Refused(SendRefusal refusal) -> new Outcome.Refused(refusal);
        };
    }

    private Outcome send(SessionId id, ResendTransaction.Queued queued, Allowance.Granted granted) {
        CodeDelivery.Result sent = codeDelivery.deliver(id, queued.session(), queued.message(), granted);
        return sent.failed()
                ? new Outcome.NotSent(sent.session(), sent.timers())
                : new Outcome.Resent(sent.session(), sent.timers(), granted.policies());
    }
}
