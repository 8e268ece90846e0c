package dev.firstring.onboarding.resend;

import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.http.PolicyState;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Timers;
import java.util.List;

/** The result of a resend. */
public sealed interface ResendOutcome {

    /** A code is on the way again: the same one, or a new one. */
    record Resent(OnboardingSession session, Timers timers, List<PolicyState> policies) implements ResendOutcome {}

    /** No provider accepted the message. Nothing was counted. */
    record NotSent(OnboardingSession session, Timers timers) implements ResendOutcome {}

    /** The session or the limits require a wait or a solved challenge first. */
    record Refused(SendRefusal refusal) implements ResendOutcome {}

    /** The session has no attempts left, so that another code would be useless. */
    record TriesUsedUp() implements ResendOutcome {}

    /** The number is not the session's. */
    record OtherNumber() implements ResendOutcome {}

    /** The number cannot receive SMS; only a call can deliver the code. */
    record Landline() implements ResendOutcome {}

    record NotNow(SessionRefusal refusal) implements ResendOutcome {}
}
