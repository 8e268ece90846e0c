package dev.firstring.onboarding.start;

import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.http.PolicyState;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Timers;
import dev.firstring.phone.NumberType;
import dev.firstring.phone.NumberVerdict;
import java.util.List;

/** The result of a start. */
public sealed interface StartOutcome {

    /** The session is open and its code is on the way. */
    record Started(SessionId id, OnboardingSession session, Timers timers, List<PolicyState> policies)
            implements StartOutcome {}

    /** The session is open, but no provider accepted the message. Nothing was counted; a resend is possible at once. */
    record NotSent(SessionId id, OnboardingSession session, Timers timers) implements StartOutcome {}

    /** The number policy rejects the number. */
    record NumberRefused(NumberVerdict.Reason reason, NumberType type) implements StartOutcome {}

    /**
     * The number cannot receive SMS; nothing was sent or counted.
     *
     * @param callPossible whether a start that requests a call would make one
     */
    record Landline(boolean callPossible) implements StartOutcome {}

    /** The session to be continued does not wait for a number. */
    record NotNow(SessionRefusal refusal) implements StartOutcome {}

    /** The limits reject the message, or require a solved challenge first. */
    record Refused(SendRefusal refusal) implements StartOutcome {}
}
