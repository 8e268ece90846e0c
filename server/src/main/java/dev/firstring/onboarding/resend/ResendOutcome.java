package dev.firstring.onboarding.resend;

import dev.firstring.abuse.challenge.Challenge;
import dev.firstring.http.PolicyState;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Timers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a resend. */
public sealed interface ResendOutcome {

    /** A code is on the way again: the same one, or a new one. */
    record Resent(OnboardingSession session, Timers timers, List<PolicyState> policies) implements ResendOutcome {}

    /** No provider accepted the message. Nothing was counted. */
    record NotSent(OnboardingSession session, Timers timers) implements ResendOutcome {}

    /** Too early, or too often. */
    record Limited(
            String policy,
            Duration retryAfter,
            List<PolicyState> policies,
            @Nullable Timers timers) implements ResendOutcome {}

    /** A solved challenge is wanted first: too little of what goes to such numbers is ever proved. */
    record ChallengeRequired(Challenge challenge) implements ResendOutcome {}

    /** A challenge was answered, and whoever could tell whether rightly does not say. */
    record ChallengeUnjudged() implements ResendOutcome {}

    /** The session has no tries left, so a further code would be of no use. */
    record TriesUsedUp() implements ResendOutcome {}

    /** The number is not the session's. */
    record OtherNumber() implements ResendOutcome {}

    /** The number takes no SMS: only a call can bring the code. */
    record Landline() implements ResendOutcome {}

    record NotNow(SessionRefusal refusal) implements ResendOutcome {}
}
