package dev.firstring.onboarding.wire;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.resend.ResendOutcome;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.start.StartOutcome;
import java.util.Locale;

/** Why no code is on its way, as problems. */
public final class SendProblems {

    private SendProblems() {}

    /**
     * Why a start sent nothing.
     *
     * @throws IllegalArgumentException for a start that succeeded
     */
    public static Problem of(StartOutcome outcome) {
        return switch (outcome) {
            case StartOutcome.Started started ->
                throw new IllegalArgumentException("a start that succeeded is no problem");
            case StartOutcome.NotSent unsent -> FlowProblems.unsent(unsent.id().reveal(), unsent.timers());
            case StartOutcome.NumberRefused(var reason, var type) ->
                Problem.of(ErrorCode.NUMBER_NOT_ALLOWED)
                        .with("numberType", type.name().toLowerCase(Locale.ROOT))
                        .because(reason.name().toLowerCase(Locale.ROOT));
            case StartOutcome.Landline(boolean callPossible) -> FlowProblems.landline(callPossible);
            case StartOutcome.NotNow(var refusal) -> FlowProblems.of(refusal);
            case StartOutcome.Refused(var refusal) -> FlowProblems.of(refusal);
        };
    }

    /**
     * Why a resend sent nothing.
     *
     * @throws IllegalArgumentException for a resend that succeeded
     */
    public static Problem of(SessionId id, ResendOutcome outcome) {
        return switch (outcome) {
            case ResendOutcome.Resent resent ->
                throw new IllegalArgumentException("a resend that succeeded is no problem");
            case ResendOutcome.NotSent unsent -> FlowProblems.unsent(id.reveal(), unsent.timers());
            case ResendOutcome.Refused(var refusal) -> FlowProblems.of(refusal);
            case ResendOutcome.TriesUsedUp used -> Problem.of(ErrorCode.MAX_ATTEMPTS_EXCEEDED);
            case ResendOutcome.OtherNumber other -> Problem.of(ErrorCode.PHONE_MISMATCH);
            case ResendOutcome.Landline() -> FlowProblems.landline(true);
            case ResendOutcome.NotNow(var refusal) -> FlowProblems.of(refusal);
        };
    }
}
