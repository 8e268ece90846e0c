package dev.firstring.onboarding.wire;

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

    /** What a client needs to show and solve the challenge; the shape of a proof of work is ALTCHA's. */
    static Problem challenged(Challenge challenge) {
        return Problem.of(ErrorCode.CHALLENGE_REQUIRED)
                .with("challengeType", challenge.kind())
                .with("challenge", challenge)
                .with("challengeUrl", "/api/onboarding/challenge");
    }

    /** The vendor of the captcha does not say whether the solution is good: nothing was sent or counted. */
    static Problem unjudged() {
        return Problem.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(Duration.ofSeconds(10));
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
