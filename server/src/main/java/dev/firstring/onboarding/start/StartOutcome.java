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

    /** The session is open, but no provider accepted the message. Nothing was counted; a resend is free at once. */
    record NotSent(SessionId id, OnboardingSession session, Timers timers) implements StartOutcome {}

    /** No codes go to such numbers. */
    record NumberRefused(NumberVerdict.Reason reason, NumberType type) implements StartOutcome {}

    /**
     * The number takes no SMS; nothing was sent or counted.
     *
     * @param callPossible whether a start that asks for a call would get one
     */
    record Landline(boolean callPossible) implements StartOutcome {}

    /** The session that was to get the number does not wait for one. */
    record NotNow(SessionRefusal refusal) implements StartOutcome {}

    /** The limits refuse the message, or want a challenge solved first. */
    record Refused(SendRefusal refusal) implements StartOutcome {}
}
