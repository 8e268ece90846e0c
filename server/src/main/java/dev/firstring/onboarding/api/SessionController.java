package dev.firstring.onboarding.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firstring.http.Answer;
import dev.firstring.http.CleanText;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.onboarding.life.ChangeSession;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.SessionSettings;
import dev.firstring.onboarding.session.Step;
import dev.firstring.onboarding.session.Timers;
import dev.firstring.phone.PhoneNumber;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API of a session. Web pages identify the session in a header or, to allow bookmarks, in the query; apps identify
 * it in the path.
 */
@RestController
@Tag(name = "Onboarding")
class SessionController {

    private static final String HEADER = "X-Onboarding-Session";

    private final ReadSession readSession;
    private final ChangeSession changeSession;
    private final SessionSettings settings;

    SessionController(ReadSession readSession, ChangeSession changeSession, SessionSettings settings) {
        this.settings = settings;
        this.readSession = readSession;
        this.changeSession = changeSession;
    }

    /**
     * Identifies a session.
     *
     * @param sessionId may be omitted if the path, the query or a header identifies the session
     */
    record SessionBody(@CleanText(max = 128) @Nullable String sessionId) {}

    /**
     * The extension of a session.
     *
     * @param sessionId may be omitted if the path, the query or a header identifies the session
     * @param additionalHours hours to add, 1 to 24; null for the default of the service. No session lives longer than a
     *     day
     */
    record ExtendBody(
            @CleanText(max = 128) @Nullable String sessionId,
            @Min(1) @Max(24) @Nullable Integer additionalHours) {}

    /**
     * The state of a session.
     *
     * @param isExpired whether the session can no longer be used, because it expired or was cancelled or superseded
     * @param isCancelled whether it was cancelled, or superseded by a newer session of the same device and number
     * @param expiresAt when the session expires
     */
    record SessionData(
            String sessionId,
            String currentStep,
            @Nullable String phoneNumber,
            boolean isCompleted,
            boolean isExpired,
            boolean isCancelled,
            Instant expiresAt,
            Instant createdAt,
            @Nullable Instant codeExpiresAt,
            @Nullable String deviceId,
            @Nullable String devicePlatform,
            @Nullable DeliveryData delivery,
            @JsonUnwrapped Timers timers,
            @Nullable UUID sipCredentialId,
            @Nullable UUID userId) {

        @Override
        public String toString() {
            return "SessionData[" + currentStep + "]";
        }
    }

    /**
     * The delivery state of the last message.
     *
     * @param state {@code queued}, {@code sent}, {@code delivered} or {@code failed}
     * @param channel {@code sms} or {@code voice}
     */
    record DeliveryData(String state, String channel) {

        static @Nullable DeliveryData of(@Nullable Delivery delivery) {
            return delivery == null
                    ? null
                    : new DeliveryData(
                            delivery.state().word(), delivery.channel().word());
        }
    }

    @Operation(
            operationId = "readSession",
            summary = "Read the status of a session",
            description =
                    "The step, the timers and the delivery of the last message. The session is named by the header"
                            + " X-Onboarding-Session or by the query.")
    @Refuses({ErrorCode.SESSION_NOT_FOUND})
    @GetMapping("/api/onboarding/session")
    Answer<SessionData> status(
            @RequestHeader(name = HEADER, required = false) @Nullable String header,
            @RequestParam(name = "sessionId", required = false) @Nullable String sessionId) {
        return read(SessionText.read(header, sessionId));
    }

    @Operation(
            operationId = "readSession",
            summary = "Read the status of a session",
            description = "The step, the timers and the delivery of the last message.")
    @Refuses({ErrorCode.SESSION_NOT_FOUND})
    @GetMapping("/api/v1/onboarding/session/{sessionId}")
    Answer<SessionData> status(@PathVariable String sessionId) {
        return read(SessionText.read(sessionId));
    }

    @Operation(
            operationId = "cancelSession",
            summary = "Cancel a session",
            description =
                    "Ends the session and its code. The session is named by the header X-Onboarding-Session, the query"
                            + " or the body.")
    @Refuses({
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED
    })
    @DeleteMapping("/api/onboarding/session")
    Answer<SessionData> cancel(
            @RequestHeader(name = HEADER, required = false) @Nullable String header,
            @RequestParam(name = "sessionId", required = false) @Nullable String sessionId,
            @RequestBody(required = false) @Valid @Nullable SessionBody body) {
        return cancel(SessionText.read(header, sessionId, body == null ? null : body.sessionId()));
    }

    @Operation(
            operationId = "cancelSession",
            summary = "Cancel a session",
            description = "Ends the session and its code.")
    @Refuses({
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED
    })
    @DeleteMapping("/api/v1/onboarding/session/{sessionId}")
    Answer<SessionData> cancel(@PathVariable String sessionId) {
        return cancel(SessionText.read(sessionId));
    }

    @Operation(
            operationId = "extendSession",
            summary = "Extend a session",
            description = "Adds hours to the session, up to a day after it began. The session is named by the header"
                    + " X-Onboarding-Session, the query or the body.")
    @Refuses({
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED,
        ErrorCode.INVALID_STEP
    })
    @PostMapping("/api/onboarding/session/extend")
    Answer<SessionData> extend(
            @RequestHeader(name = HEADER, required = false) @Nullable String header,
            @RequestParam(name = "sessionId", required = false) @Nullable String sessionId,
            @RequestBody(required = false) @Valid @Nullable ExtendBody body) {
        return extend(SessionText.read(header, sessionId, body == null ? null : body.sessionId()), body);
    }

    @Operation(
            operationId = "extendSession",
            summary = "Extend a session",
            description = "Adds hours to the session, up to a day after it began.")
    @Refuses({
        ErrorCode.SESSION_NOT_FOUND,
        ErrorCode.SESSION_EXPIRED,
        ErrorCode.SESSION_COMPLETED,
        ErrorCode.SESSION_CANCELLED,
        ErrorCode.INVALID_STEP
    })
    @PostMapping("/api/v1/onboarding/session/{sessionId}/extend")
    Answer<SessionData> extend(
            @PathVariable String sessionId, @RequestBody(required = false) @Valid @Nullable ExtendBody body) {
        return extend(SessionText.read(sessionId), body);
    }

    private Answer<SessionData> cancel(SessionId id) {
        return after(id, changeSession.cancel(id), "onboarding.cancelled");
    }

    private Answer<SessionData> extend(SessionId id, @Nullable ExtendBody body) {
        Integer hours = body == null ? null : body.additionalHours();
        Duration by = hours == null ? settings.extension() : Duration.ofHours(hours);
        return after(id, changeSession.extend(id, by), "onboarding.extended");
    }

    private Answer<SessionData> read(SessionId id) {
        return after(id, Optional.empty(), "onboarding.session");
    }

    private Answer<SessionData> after(SessionId id, Optional<SessionRefusal> refusal, String messageKey) {
        if (refusal.isPresent()) {
            return Answer.refused(FlowProblems.of(refusal.get()));
        }
        return readSession
                .read(id)
                .map(status -> Answer.ok(data(id, status), messageKey))
                .orElseGet(() -> Answer.refused(Problem.of(ErrorCode.SESSION_NOT_FOUND)));
    }

    /**
     * Once the link can no longer be repeated, the id gives access to nothing: the response tells how the session
     * ended, but not whose it was.
     */
    private SessionData data(SessionId id, ReadSession.Status status) {
        OnboardingSession session = status.session();
        boolean open = readSession.isOpen(session);
        PhoneNumber number = open ? session.number() : null;
        CurrentCode code = session.code();
        Device device = open ? session.device() : new Device(null, null, null, null);
        return new SessionData(
                id.reveal(),
                session.step().word(),
                number == null ? null : number.e164(),
                session.step() == Step.COMPLETE,
                status.expired() || session.cancelled(),
                session.cancelled(),
                session.expiresAt(),
                session.createdAt(),
                code == null ? null : code.expiresAt(),
                device.id(),
                device.platform(),
                DeliveryData.of(session.delivery()),
                status.timers(),
                open ? session.credentialId() : null,
                open ? session.accountId() : null);
    }
}
