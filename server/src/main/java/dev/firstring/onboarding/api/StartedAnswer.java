package dev.firstring.onboarding.api;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.SecretAnswer;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The responses of open, start and resend. They contain the session id, so they are replayed only until the number is
 * verified.
 */
@Component
final class StartedAnswer implements SecretAnswer {

    private final ReadSession readSession;

    StartedAnswer(ReadSession readSession) {
        this.readSession = readSession;
    }

    @Override
    public boolean covers(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.endsWith("/onboarding/start")
                || path.endsWith("/onboarding/resend-otp")
                || path.endsWith("/onboarding/session");
    }

    @Override
    public Optional<Problem> refusal(JsonNode data, List<String> cookies) {
        String id = data.path("sessionId").asString(data.path("session_id").asString(""));
        Optional<ReadSession.Status> found = SessionId.read(id).flatMap(readSession::read);
        return found.isEmpty() ? Optional.of(Problem.of(ErrorCode.SESSION_NOT_FOUND)) : refusal(found.get());
    }

    private static Optional<Problem> refusal(ReadSession.Status status) {
        Step step = status.session().step();
        if (status.session().cancelled()) {
            return Optional.of(Problem.of(ErrorCode.SESSION_CANCELLED));
        }
        if (status.expired()) {
            return Optional.of(Problem.of(ErrorCode.SESSION_EXPIRED));
        }
        return switch (step) {
            case PHONE_INPUT, OTP_VERIFICATION -> Optional.empty();
            case ACCOUNT_LINK ->
                Optional.of(Problem.of(ErrorCode.INVALID_STEP, step.word()).with("currentStep", step.word()));
            case SIP_PROVISIONING, COMPLETE -> Optional.of(Problem.of(ErrorCode.SESSION_COMPLETED));
        };
    }
}
