package dev.firstring.onboarding.api;

import dev.firstring.http.Answer;
import dev.firstring.http.CleanText;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import dev.firstring.onboarding.api.SessionAnswers.SessionData;
import dev.firstring.onboarding.life.ChangeSession;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
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
        return read(RequestFields.sessionId(header, sessionId));
    }

    @Operation(
            operationId = "readSession",
            summary = "Read the status of a session",
            description = "The step, the timers and the delivery of the last message.")
    @Refuses({ErrorCode.SESSION_NOT_FOUND})
    @GetMapping("/api/v1/onboarding/session/{sessionId}")
    Answer<SessionData> status(@PathVariable String sessionId) {
        return read(RequestFields.sessionId(sessionId));
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
        return cancel(RequestFields.sessionId(header, sessionId, body == null ? null : body.sessionId()));
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
        return cancel(RequestFields.sessionId(sessionId));
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
        return extend(RequestFields.sessionId(header, sessionId, body == null ? null : body.sessionId()), body);
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
        return extend(RequestFields.sessionId(sessionId), body);
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

    private Answer<SessionData> after(SessionId id, Optional<OnboardingSession.Refusal> refusal, String messageKey) {
        if (refusal.isPresent()) {
            return Answer.refused(FlowProblems.of(refusal.get()));
        }
        return readSession
                .read(id)
                .map(status ->
                        Answer.ok(SessionAnswers.session(id, status, readSession.isOpen(status.session())), messageKey))
                .orElseGet(() -> Answer.refused(Problem.of(ErrorCode.SESSION_NOT_FOUND)));
    }
}
