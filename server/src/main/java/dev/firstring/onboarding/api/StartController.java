package dev.firstring.onboarding.api;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.http.Answer;
import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ClientAddress.CodeVisibility;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import dev.firstring.http.Required;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.api.SessionAnswers.StartedData;
import dev.firstring.onboarding.resend.ResendCode;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.onboarding.start.StartOnboarding;
import dev.firstring.verification.Codes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API for start and resend. Only converts requests and responses. The code is returned to clients that are shown codes,
 * in development mode only.
 */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class StartController {

    private final StartOnboarding startOnboarding;
    private final ResendCode resendCode;
    private final RequestFields fields;
    private final CodeVisibility visibility;
    private final Codes codes;

    StartController(
            StartOnboarding startOnboarding,
            ResendCode resendCode,
            RequestFields fields,
            CodeVisibility visibility,
            Codes codes) {
        this.startOnboarding = startOnboarding;
        this.resendCode = resendCode;
        this.fields = fields;
        this.visibility = visibility;
        this.codes = codes;
    }

    /**
     * The request to start.
     *
     * @param sessionId a session that was opened without a number and gets this one; omitted for a new session
     * @param phoneNumber E.164 with or without its plus sign; with a region also the national form
     * @param region ISO 3166 alpha-2 code of the region of a national form
     * @param deviceToken the token that an earlier link on this device returned; browsers send it as a cookie
     * @param channel {@code voice} requests a call if the number is a landline, which cannot receive SMS; otherwise the
     *     code is sent by SMS
     * @param challenge a solved challenge, if one was required; a proof of work is ALTCHA's JSON in base64
     */
    record StartBody(
            @CleanText(max = 128) @Nullable String sessionId,
            @Required @Size(max = 64) @Nullable String phoneNumber,
            @CleanText(max = 128) @Nullable String deviceId,
            @Choice({"ios", "android", "web"}) @Nullable String devicePlatform,
            @CleanText(max = 100) @Nullable String deviceName,
            @CleanText(max = 64) @Nullable String deviceToken,
            @CleanText(max = 3) @Nullable String region,
            @Choice({"sms", "voice"}) @Nullable String channel,
            @CleanText(max = 4096) @Nullable String challenge) {

        /** Contains neither the number nor the token. */
        @Override
        public String toString() {
            return "StartBody[" + region + ", " + devicePlatform + "]";
        }
    }

    /**
     * The request to resend.
     *
     * @param channel {@code sms}, the default, or {@code voice}
     * @param challenge a solved challenge, if one was required; a proof of work is ALTCHA's JSON in base64
     */
    record ResendBody(
            @Required @CleanText(max = 128) @Nullable String sessionId,
            @Required @Size(max = 64) @Nullable String phoneNumber,
            @Choice({"sms", "voice"}) @Nullable String channel,
            @CleanText(max = 4096) @Nullable String challenge) {}

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
        StartOnboarding.Outcome outcome = startOnboarding.start(new StartOnboarding.Request(
                body.sessionId() == null ? null : RequestFields.sessionId(body.sessionId()),
                fields.number(body.phoneNumber(), body.region()),
                body.region(),
                new Device(
                        body.deviceId(),
                        body.devicePlatform(),
                        body.deviceName(),
                        fields.deviceToken(body.deviceToken(), request)
                                .map(DeviceToken::proof)
                                .orElse(null)),
                fields.messageLanguage(request),
                address.limitKey(),
                channel(body.channel()),
                body.challenge()));
        return answer(outcome, address);
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
        SessionId id = RequestFields.sessionId(body.sessionId());
        ResendCode.Outcome outcome = resendCode.resend(
                id,
                new ResendCode.Request(
                        fields.named(body.phoneNumber()),
                        channel(body.channel()),
                        address.limitKey(),
                        body.challenge()));
        return answer(id, outcome, address);
    }

    private static Channel channel(@Nullable String word) {
        return word == null ? Channel.SMS : Channel.ofWord(word);
    }

    private Answer<StartedData> answer(StartOnboarding.Outcome outcome, ClientAddress address) {
        return switch (outcome) {
            case StartOnboarding.Outcome.Started started ->
                Answer.ok(data(started.id(), started.session(), started.timers(), address), "onboarding.started")
                        .rateLimits(started.policies());
            case StartOnboarding.Outcome.Refused(Allowance.Limited limited) ->
                Answer.<StartedData>refused(FlowProblems.of(limited)).rateLimits(limited.policies());
            case StartOnboarding.Outcome refused -> Answer.refused(FlowProblems.of(refused));
        };
    }

    private Answer<StartedData> answer(SessionId id, ResendCode.Outcome outcome, ClientAddress address) {
        return switch (outcome) {
            case ResendCode.Outcome.Resent resent ->
                Answer.ok(data(id, resent.session(), resent.timers(), address), "onboarding.resent")
                        .rateLimits(resent.policies());
            case ResendCode.Outcome.Refused(Allowance.Limited limited) ->
                Answer.<StartedData>refused(FlowProblems.of(limited)).rateLimits(limited.policies());
            case ResendCode.Outcome refused -> Answer.refused(FlowProblems.of(id, refused));
        };
    }

    private StartedData data(SessionId id, OnboardingSession session, Timers timers, ClientAddress address) {
        return SessionAnswers.started(id, session, timers, shown(session.code(), address));
    }

    private @Nullable String shown(@Nullable CurrentCode code, ClientAddress address) {
        return visibility.isShownTo(address) && code != null && !code.testNumber()
                ? codes.codeOf(code.seed()).reveal()
                : null;
    }
}
