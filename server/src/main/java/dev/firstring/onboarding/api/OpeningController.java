package dev.firstring.onboarding.api;

import dev.firstring.abuse.limits.OpeningLimit;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.http.Answer;
import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.start.OpenWithoutNumber;
import dev.firstring.onboarding.start.OpenWithoutNumber.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API to open a session without a number, and to read the active session of a device. */
@RestController
@RequestMapping({"/api/onboarding", "/api/v1/onboarding"})
@Tag(name = "Onboarding")
class OpeningController {

    private static final String DEVICE_TOKEN = "X-Device-Token";

    private final OpenWithoutNumber opening;
    private final ReadSession readSession;
    private final RequestFields fields;

    OpeningController(OpenWithoutNumber opening, ReadSession readSession, RequestFields fields) {
        this.opening = opening;
        this.readSession = readSession;
        this.fields = fields;
    }

    /**
     * The device that a session is opened on, as described by the client; start may repeat it.
     *
     * @param deviceToken the token that an earlier link on this device returned; browsers send it as a cookie
     */
    record OpenBody(
            @CleanText(max = 128) @Nullable String deviceId,
            @Choice({"ios", "android", "web"}) @Nullable String devicePlatform,
            @CleanText(max = 100) @Nullable String deviceName,
            @CleanText(max = 64) @Nullable String deviceToken) {

        @Override
        public String toString() {
            return "OpenBody[" + devicePlatform + "]";
        }
    }

    /**
     * A session that waits for its number.
     *
     * @param currentStep {@code phone_input}
     * @param expiresAt when the session expires
     */
    record OpenedData(String sessionId, String currentStep, Instant createdAt, Instant expiresAt) {

        @Override
        public String toString() {
            return "OpenedData[" + currentStep + "]";
        }
    }

    @Operation(
            operationId = "openSession",
            summary = "Open a session without a number",
            description = "Opens a session without a number, which start sets later. Nothing is sent.")
    @Refuses({ErrorCode.RATE_LIMITED})
    @PostMapping("/session")
    Answer<OpenedData> open(
            @RequestBody(required = false) @Valid @Nullable OpenBody body,
            ClientAddress address,
            HttpServletRequest request) {
        OpenBody wanted = body == null ? new OpenBody(null, null, null, null) : body;
        Device device = new Device(
                wanted.deviceId(),
                wanted.devicePlatform(),
                wanted.deviceName(),
                fields.deviceToken(wanted.deviceToken(), request)
                        .map(DeviceToken::proof)
                        .orElse(null));
        return switch (opening.open(device, fields.messageLanguage(request), address.limitKey())) {
            case Outcome.Opened(var id, var createdAt, var expiresAt) ->
                Answer.ok(
                        new OpenedData(id.reveal(), Step.PHONE_INPUT.word(), createdAt, expiresAt),
                        "onboarding.session");
            case Outcome.Limited(var retryAfter) ->
                Answer.refused(FlowProblems.limited(OpeningLimit.POLICY, retryAfter));
        };
    }

    /**
     * The active session of a device, without its id.
     *
     * @param phoneNumber masked; null if the session has none yet
     */
    record ActiveData(
            String currentStep, @Nullable String phoneNumber, String deviceId, Instant createdAt, Instant expiresAt) {

        @Override
        public String toString() {
            return "ActiveData[" + currentStep + "]";
        }
    }

    @Operation(
            operationId = "readActiveSession",
            summary = "Read the active session of this device",
            description =
                    "Requires the token that linking returned, in the header X-Device-Token or, for browsers, in its"
                            + " cookie. The id of the session is not returned.")
    @Refuses({ErrorCode.SESSION_NOT_FOUND})
    @GetMapping("/session/active")
    Answer<ActiveData> active(
            @RequestParam String deviceId,
            @RequestHeader(name = DEVICE_TOKEN, required = false) @Nullable String deviceToken,
            HttpServletRequest request) {
        return fields.deviceToken(deviceToken, request)
                .flatMap(token -> readSession.active(deviceId, token))
                .map(found -> Answer.ok(
                        new ActiveData(
                                found.step().word(),
                                found.number() == null ? null : found.number().masked(),
                                deviceId,
                                found.createdAt(),
                                found.expiresAt()),
                        "onboarding.session"))
                .orElseGet(() -> Answer.refused(Problem.of(ErrorCode.SESSION_NOT_FOUND)));
    }
}
