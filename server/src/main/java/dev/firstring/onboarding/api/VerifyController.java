package dev.firstring.onboarding.api;

import dev.firstring.http.Answer;
import dev.firstring.http.CleanText;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.http.Required;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.verify.VerifyCode;
import dev.firstring.verification.Otp;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API to verify a code. Only converts requests and responses. */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class VerifyController {

    private final VerifyCode verifyCode;
    private final RequestFields fields;

    VerifyController(VerifyCode verifyCode, RequestFields fields) {
        this.verifyCode = verifyCode;
        this.fields = fields;
    }

    /**
     * The request to verify a code.
     *
     * @param otpCode the code as typed; spaces, dashes, direction marks and the digits of any script are accepted
     */
    record VerifyBody(
            @Required @CleanText(max = 128) @Nullable String sessionId,
            @Required @Size(max = 64) @Nullable String phoneNumber,
            @Required @Size(max = 64) @Nullable String otpCode) {}

    /**
     * A session whose number is verified.
     *
     * @param nextStep the step to perform next
     */
    record VerifiedData(String sessionId, String phoneNumber, boolean verified, String currentStep, String nextStep) {

        @Override
        public String toString() {
            return "VerifiedData[" + currentStep + "]";
        }
    }

    @Operation(
            operationId = "verifyCode",
            summary = "Verify the number with the code",
            description =
                    "Compares the submitted code with the one that was sent. The number must be the session's. Each"
                            + " wrong code uses up one attempt.")
    @Refuses({
        ErrorCode.INVALID_PHONE_NUMBER,
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED,
        ErrorCode.INVALID_STEP,
        ErrorCode.PHONE_MISMATCH,
        ErrorCode.INVALID_OTP,
        ErrorCode.VERIFICATION_EXPIRED,
        ErrorCode.MAX_ATTEMPTS_EXCEEDED,
        ErrorCode.NO_PENDING_VERIFICATION
    })
    @PostMapping("/verify-otp")
    Answer<VerifiedData> verify(@RequestBody @Valid VerifyBody body) {
        SessionId id = RequestFields.sessionId(body.sessionId());
        NamedNumber number = fields.named(body.phoneNumber());
        Otp presented = presented(body.otpCode());
        return switch (verifyCode.verify(id, number, presented)) {
            case VerifyCode.Outcome.Verified verified ->
                Answer.ok(
                        new VerifiedData(
                                id.reveal(),
                                verified.number().e164(),
                                true,
                                Step.ACCOUNT_LINK.word(),
                                Step.ACCOUNT_LINK.word()),
                        "onboarding.verified");
            case VerifyCode.Outcome refused -> Answer.refused(FlowProblems.of(refused));
        };
    }

    private static Otp presented(@Nullable String text) {
        return switch (Otp.Presented.read(text == null ? "" : text)) {
            case Otp.Presented.Read(Otp code) -> code;
            case Otp.Presented.NoCode() -> throw refusal(Problem.Violation.of("otpCode", "field.pattern"));
            case Otp.Presented.Strange(String character) ->
                throw refusal(Problem.Violation.of("otpCode", "field.character", character));
        };
    }

    private static Problem.Refusal refusal(Problem.Violation violation) {
        return Problem.validation(List.of(violation)).asRefusal();
    }
}
