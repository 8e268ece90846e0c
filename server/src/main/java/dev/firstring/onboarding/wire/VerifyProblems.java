package dev.firstring.onboarding.wire;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.verify.VerifyOutcome;

/** The refusals of a code, as problems. */
public final class VerifyProblems {

    private VerifyProblems() {}

    /**
     * Why a code did not prove the number.
     *
     * @throws IllegalArgumentException for a code that is right
     */
    public static Problem of(VerifyOutcome outcome) {
        return switch (outcome) {
            case VerifyOutcome.Verified verified -> throw new IllegalArgumentException("a right code is no problem");
            case VerifyOutcome.Wrong(int left) ->
                Problem.of(ErrorCode.INVALID_OTP, left).with("attemptsLeft", left);
            case VerifyOutcome.NoCode(var reason) -> Problem.of(code(reason));
            case VerifyOutcome.OtherNumber other -> Problem.of(ErrorCode.PHONE_MISMATCH);
            case VerifyOutcome.NotNow(var refusal) -> FlowProblems.of(refusal);
        };
    }

    private static ErrorCode code(VerifyOutcome.Reason reason) {
        return switch (reason) {
            case EXPIRED -> ErrorCode.VERIFICATION_EXPIRED;
            case TRIES_USED_UP -> ErrorCode.MAX_ATTEMPTS_EXCEEDED;
            case NONE_PENDING -> ErrorCode.NO_PENDING_VERIFICATION;
        };
    }
}
