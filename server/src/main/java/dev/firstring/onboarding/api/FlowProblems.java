package dev.firstring.onboarding.api;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.link.LinkAccount;
import dev.firstring.onboarding.resend.ResendCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.onboarding.start.StartOnboarding;
import dev.firstring.onboarding.verify.VerifyCode;
import dev.firstring.platform.WireWord;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.web.StateProblem;
import java.time.Duration;
import java.util.List;

/** Converts the refusals of the flow to problems, for both the API and the pages. */
public final class FlowProblems {

    private FlowProblems() {}

    public static Problem of(OnboardingSession.Refusal refusal) {
        return switch (refusal) {
            case OnboardingSession.Refusal.NotFound notFound -> Problem.of(ErrorCode.SESSION_NOT_FOUND);
            case OnboardingSession.Refusal.Expired expired -> Problem.of(ErrorCode.SESSION_EXPIRED);
            case OnboardingSession.Refusal.Completed completed -> Problem.of(ErrorCode.SESSION_COMPLETED);
            case OnboardingSession.Refusal.Cancelled cancelled -> Problem.of(ErrorCode.SESSION_CANCELLED);
            case OnboardingSession.Refusal.WrongStep wrong ->
                Problem.of(ErrorCode.INVALID_STEP, wrong.current().word())
                        .with("currentStep", wrong.current().word());
        };
    }

    /**
     * Why a start sent nothing.
     *
     * @throws IllegalArgumentException for a start that succeeded
     */
    public static Problem of(StartOnboarding.Outcome outcome) {
        return switch (outcome) {
            case StartOnboarding.Outcome.Started started ->
                throw new IllegalArgumentException("a start that succeeded is no problem");
            case StartOnboarding.Outcome.NotSent unsent -> unsent(unsent.id().reveal(), unsent.timers());
            case StartOnboarding.Outcome.NumberRefused(var reason, var type) ->
                Problem.of(ErrorCode.NUMBER_NOT_ALLOWED)
                        .with("numberType", WireWord.of(type))
                        .because(WireWord.of(reason));
            case StartOnboarding.Outcome.Landline(boolean callPossible) -> landline(callPossible);
            case StartOnboarding.Outcome.NotNow(var refusal) -> of(refusal);
            case StartOnboarding.Outcome.Refused(var refusal) -> of(refusal);
        };
    }

    /**
     * Why a resend sent nothing.
     *
     * @throws IllegalArgumentException for a resend that succeeded
     */
    public static Problem of(SessionId id, ResendCode.Outcome outcome) {
        return switch (outcome) {
            case ResendCode.Outcome.Resent resent ->
                throw new IllegalArgumentException("a resend that succeeded is no problem");
            case ResendCode.Outcome.NotSent unsent -> unsent(id.reveal(), unsent.timers());
            case ResendCode.Outcome.Refused(var refusal) -> of(refusal);
            case ResendCode.Outcome.TriesUsedUp used -> Problem.of(ErrorCode.MAX_ATTEMPTS_EXCEEDED);
            case ResendCode.Outcome.OtherNumber other -> Problem.of(ErrorCode.PHONE_MISMATCH);
            case ResendCode.Outcome.Landline() -> landline(true);
            case ResendCode.Outcome.NotNow(var refusal) -> of(refusal);
        };
    }

    /**
     * Why a code did not verify the number.
     *
     * @throws IllegalArgumentException for a code that is right
     */
    public static Problem of(VerifyCode.Outcome outcome) {
        return switch (outcome) {
            case VerifyCode.Outcome.Verified verified ->
                throw new IllegalArgumentException("a right code is no problem");
            case VerifyCode.Outcome.Wrong(int left) ->
                Problem.of(ErrorCode.INVALID_OTP, left).with("attemptsLeft", left);
            case VerifyCode.Outcome.NoCode(var reason) -> Problem.of(code(reason));
            case VerifyCode.Outcome.OtherNumber other -> Problem.of(ErrorCode.PHONE_MISMATCH);
            case VerifyCode.Outcome.NotNow(var refusal) -> of(refusal);
        };
    }

    private static ErrorCode code(VerifyCode.Outcome.Reason reason) {
        return switch (reason) {
            case EXPIRED -> ErrorCode.VERIFICATION_EXPIRED;
            case TRIES_USED_UP -> ErrorCode.MAX_ATTEMPTS_EXCEEDED;
            case NONE_PENDING -> ErrorCode.NO_PENDING_VERIFICATION;
        };
    }

    /**
     * Why a number was not linked.
     *
     * @throws IllegalArgumentException for a link that succeeded
     */
    public static Problem of(LinkAccount.Outcome outcome) {
        return switch (outcome) {
            case LinkAccount.Outcome.Linked linked ->
                throw new IllegalArgumentException("a link that succeeded is no problem");
            case LinkAccount.Outcome.NotNow(var refusal) -> of(refusal);
            case LinkAccount.Outcome.NotClaimed(var _, var refusal) -> of(refusal);
            case LinkAccount.Outcome.NotProvisioned(var refusal) -> of(refusal);
            case LinkAccount.Outcome.AuthenticationRequired _ -> Problem.of(ErrorCode.AUTHENTICATION_REQUIRED);
            case LinkAccount.Outcome.ReauthenticationRequired(var freshSignIn) ->
                Problem.of(ErrorCode.REAUTHENTICATION_REQUIRED).with("maxAge", freshSignIn.toSeconds());
            case LinkAccount.Outcome.ReplacedNumberNotHeld _ -> Problem.of(ErrorCode.NUMBER_NOT_VERIFIED);
        };
    }

    private static Problem of(ClaimOutcome.Refused refusal) {
        return switch (refusal) {
            case ClaimOutcome.OnHold(Duration remaining) -> limited("ownership-hold", remaining);
            case ClaimOutcome.AuthenticationRequired _, ClaimOutcome.UnknownAccount _ ->
                Problem.of(ErrorCode.AUTHENTICATION_REQUIRED);
            case ClaimOutcome.TooManyNumbers(int max) -> quotaExceeded(max);
        };
    }

    private static Problem of(ProvisionCredential.Refused refusal) {
        return switch (refusal) {
            case ProvisionCredential.Suspended _ -> StateProblem.problem(CredentialStatus.SUSPENDED);
            case ProvisionCredential.QuotaExceeded(int quota) -> quotaExceeded(quota);
        };
    }

    private static Problem quotaExceeded(int quota) {
        return Problem.of(ErrorCode.QUOTA_EXCEEDED, quota).with("quota", quota);
    }

    static Problem limited(String policy, Duration retryAfter) {
        return Problem.of(ErrorCode.RATE_LIMITED).with("policy", policy).retryAfter(retryAfter);
    }

    /**
     * Why the limits reject a send. With a challenge, the problem contains what a client needs to show and solve it; a
     * proof of work has ALTCHA's format.
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

    /** The number cannot receive SMS. The problem lists the channels that can deliver a code to it. */
    private static Problem landline(boolean callPossible) {
        return Problem.of(ErrorCode.NUMBER_NOT_ALLOWED)
                .with("numberType", "fixed_line")
                .with("channels", callPossible ? List.of("voice") : List.of())
                .because("landline");
    }

    /** No provider accepted the message: nothing was counted, and the session may send again at once. */
    private static Problem unsent(String sessionId, Timers timers) {
        Problem problem = Problem.of(ErrorCode.SMS_UNAVAILABLE)
                .with("sessionId", sessionId)
                .retryAfter(Duration.ofSeconds(10));
        Long nextCall = timers.nextCall();
        return nextCall == null ? problem : problem.with("nextCall", nextCall);
    }
}
