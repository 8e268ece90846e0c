package dev.firstring.onboarding.wire;

import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.Answer;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.http.Spelling;
import dev.firstring.http.Violation;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.resend.ResendCode;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.Step;
import dev.firstring.onboarding.start.StartOnboarding;
import dev.firstring.onboarding.verify.VerifyCode;
import dev.firstring.onboarding.verify.VerifyOutcome;
import dev.firstring.verification.Otp;
import dev.firstring.verification.PresentedCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** From a number to a proved number, on the wire. Translates; decides nothing. */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class OnboardingController {

    private final StartOnboarding startOnboarding;
    private final VerifyCode verifyCode;
    private final ResendCode resendCode;
    private final NumberText numbers;
    private final StartAnswers answers;
    private final MessageLanguages languages;
    private final TokenCookies cookies;

    OnboardingController(
            StartOnboarding startOnboarding,
            VerifyCode verifyCode,
            ResendCode resendCode,
            NumberText numbers,
            StartAnswers answers,
            MessageLanguages languages,
            TokenCookies cookies) {
        this.startOnboarding = startOnboarding;
        this.verifyCode = verifyCode;
        this.resendCode = resendCode;
        this.numbers = numbers;
        this.answers = answers;
        this.languages = languages;
        this.cookies = cookies;
    }

    @Operation(
            operationId = "startOnboarding",
            summary = "Open a session and send a code to a number",
            description =
                    "Opens a session, or continues one that has no number yet, and sends a six-digit code by SMS. An"
                            + " active session of the same device for the number ends. In development mode the response"
                            + " contains the code.")
    @Refuses({
        ErrorCode.INVALID_PHONE_NUMBER,
        ErrorCode.NUMBER_NOT_ALLOWED,
        ErrorCode.CHALLENGE_REQUIRED,
        ErrorCode.RATE_LIMITED,
        ErrorCode.SMS_UNAVAILABLE,
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED,
        ErrorCode.INVALID_STEP
    })
    @PostMapping("/start")
    Answer<StartedData> start(@RequestBody @Valid StartBody body, ClientAddress address, HttpServletRequest request) {
        return answers.of(startOnboarding.start(new StartOnboarding.Request(
                body.sessionId() == null ? null : SessionText.read(body.sessionId()),
                numbers.read(body.phoneNumber(), body.region()),
                body.region(),
                new Device(
                        body.deviceId(),
                        body.devicePlatform(),
                        body.deviceName(),
                        presented(body, request).map(DeviceToken::proof).orElse(null)),
                languages.of(request),
                address.limitKey(),
                channel(body.channel()),
                body.challenge())));
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
        SessionId id = SessionText.read(body.sessionId());
        NamedNumber number = numbers.named(body.phoneNumber());
        Otp presented = presented(body.otpCode());
        return switch (verifyCode.verify(id, number, presented)) {
            case VerifyOutcome.Verified verified ->
                Answer.ok(
                        new VerifiedData(
                                id.reveal(),
                                verified.number().e164(),
                                true,
                                Step.ACCOUNT_LINK.word(),
                                Step.ACCOUNT_LINK.word()),
                        "onboarding.verified");
            case VerifyOutcome refused -> Answer.refused(VerifyProblems.of(refused));
        };
    }

    @Operation(
            operationId = "resendCode",
            summary = "Send the code again, by SMS or by a call",
            description =
                    "Repeats the code while it is valid, and sends a new one afterwards. The timers of the response"
                            + " tell when each channel can be used again.")
    @Refuses({
        ErrorCode.INVALID_PHONE_NUMBER,
        ErrorCode.NUMBER_NOT_ALLOWED,
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED,
        ErrorCode.INVALID_STEP,
        ErrorCode.PHONE_MISMATCH,
        ErrorCode.MAX_ATTEMPTS_EXCEEDED,
        ErrorCode.CHALLENGE_REQUIRED,
        ErrorCode.RATE_LIMITED,
        ErrorCode.SMS_UNAVAILABLE
    })
    @PostMapping("/resend-otp")
    Answer<StartedData> resend(@RequestBody @Valid ResendBody body, ClientAddress address) {
        SessionId id = SessionText.read(body.sessionId());
        return answers.of(
                id,
                resendCode.resend(
                        id,
                        new ResendCode.Request(
                                numbers.named(body.phoneNumber()),
                                channel(body.channel()),
                                address.limitKey(),
                                body.challenge())));
    }

    /** Cookies do not count on the snake_case side. */
    private Optional<DeviceToken> presented(StartBody body, HttpServletRequest request) {
        return body.deviceToken() == null && Spelling.of(request) == Spelling.CAMEL
                ? cookies.device(request)
                : DeviceToken.parse(body.deviceToken());
    }

    private static Otp presented(@Nullable String text) {
        return switch (PresentedCode.read(text == null ? "" : text)) {
            case PresentedCode.Read(Otp code) -> code;
            case PresentedCode.NoCode() -> throw refusal(Violation.of("otpCode", "field.pattern"));
            case PresentedCode.Strange(String character) ->
                throw refusal(Violation.of("otpCode", "field.character", character));
        };
    }

    private static Channel channel(@Nullable String word) {
        return word == null ? Channel.SMS : Channel.ofWord(word);
    }

    private static Problem.Refusal refusal(Violation violation) {
        return Problem.validation(List.of(violation)).asRefusal();
    }
}
