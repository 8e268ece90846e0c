package dev.firstring.onboarding.wire;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.link.LinkOutcome;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.web.StateProblem;

/** The refusals of a link, as problems. */
public final class LinkProblems {

    private LinkProblems() {}

    public static Problem of(LinkOutcome outcome) {
        return switch (outcome) {
            case LinkOutcome.Linked linked -> throw new IllegalArgumentException("a link that succeeded is no problem");
            case LinkOutcome.AuthenticationRequired wanted -> Problem.of(ErrorCode.AUTHENTICATION_REQUIRED);
            case LinkOutcome.ReauthenticationRequired(var freshSignIn) ->
                Problem.of(ErrorCode.REAUTHENTICATION_REQUIRED).with("maxAge", freshSignIn.toSeconds());
            case LinkOutcome.OnHold hold -> FlowProblems.limited("ownership-hold", hold.retryAfter());
            case LinkOutcome.QuotaExceeded(int quota) ->
                Problem.of(ErrorCode.QUOTA_EXCEEDED, quota).with("quota", quota);
            case LinkOutcome.Suspended suspended -> StateProblem.problem(CredentialStatus.SUSPENDED);
            case LinkOutcome.ReplacedNumberNotHeld notHeld -> Problem.of(ErrorCode.NUMBER_NOT_VERIFIED);
            case LinkOutcome.NotNow(var refusal) -> FlowProblems.of(refusal);
        };
    }
}
