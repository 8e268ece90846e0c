package dev.firstring.web.onboarding;

import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the session of a browser. Thread-safe. */
@Component
final class CurrentSession {

    private final SessionCookie cookie;
    private final ReadSession readSession;

    CurrentSession(SessionCookie cookie, ReadSession readSession) {
        this.cookie = cookie;
        this.readSession = readSession;
    }

    /** A session and its status. */
    record Current(SessionId id, ReadSession.Status status) {

        boolean isAt(Step step) {
            return status.session().step() == step && !status.session().cancelled() && !status.expired();
        }
    }

    Optional<Current> of(HttpServletRequest request) {
        return cookie.read(request).flatMap(id -> readSession.read(id).map(status -> new Current(id, status)));
    }
}
