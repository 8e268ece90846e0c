package dev.firstring.onboarding.wire;

import dev.firstring.abuse.Allowance;
import dev.firstring.abuse.SendRefusal;
import dev.firstring.abuse.challenge.Challenge;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Timers;
import java.time.Duration;
import java.util.List;

/** The refusals that several operations of the flow share, as problems. */
public final class FlowProblems {

    private FlowProblems() {}

    public static Problem of(SessionRefusal refusal) {
        return switch (refusal) {
            case SessionRefusal.NotFound notFound -> Problem.of(ErrorCode.SESSION_NOT_FOUND);
            case SessionRefusal.Expired expired -> Problem.of(ErrorCode.SESSION_EXPIRED);
            case SessionRefusal.Completed completed -> Problem.of(ErrorCode.SESSION_COMPLETED);
            case SessionRefusal.Cancelled cancelled -> Problem.of(ErrorCode.SESSION_CANCELLED);
            case SessionRefusal.WrongStep wrong ->
                Problem.of(ErrorCode.INVALID_STEP, wrong.current().word())
                        .with("currentStep", wrong.current().word());
        };
    }

    static Problem limited(String policy, Duration retryAfter) {
        return Problem.of(ErrorCode.RATE_LIMITED).with("policy", policy).retryAfter(retryAfter);
    }

    /**
     * Why the limits do not let a send go. With a challenge comes what a client needs to show and solve it; the shape of a
     * proof of work is ALTCHA's.
     */
    static Problem of(SendRefusal refusal) {
        return switch (refusal) {
            case Allowance.Limited limited -> limited(limited.policy(), limited.retryAfter());
            case SendRefusal.ChallengeRequired(Challenge challenge) ->
                Problem.of(ErrorCode.CHALLENGE_REQUIRED)
                        .with("challengeType", challenge.kind())
                        .with("challenge", challenge)
                        .with("challengeUrl", "/api/onboarding/challenge");
            case SendRefusal.ChallengeUnjudged _ ->
                Problem.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(Duration.ofSeconds(10));
        };
    }

    /** The number takes no SMS. Tells by which channels a code can come to it. */
    static Problem landline(boolean callPossible) {
        return Problem.of(ErrorCode.NUMBER_NOT_ALLOWED)
                .with("numberType", "fixed_line")
                .with("channels", callPossible ? List.of("voice") : List.of())
                .because("landline");
    }

    /** No provider took the message: nothing was counted, and the session may send again at once. */
    static Problem unsent(String sessionId, Timers timers) {
        Problem problem = Problem.of(ErrorCode.SMS_UNAVAILABLE)
                .with("sessionId", sessionId)
                .retryAfter(Duration.ofSeconds(10));
        Long nextCall = timers.nextCall();
        return nextCall == null ? problem : problem.with("nextCall", nextCall);
    }
}
