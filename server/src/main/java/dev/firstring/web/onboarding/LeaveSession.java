package dev.firstring.web.onboarding;

import dev.firstring.onboarding.life.ChangeSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** A person leaves the flow: the session is cancelled if it still runs, and the browser forgets it. Thread-safe. */
@Component
final class LeaveSession {

    private final ChangeSession changeSession;
    private final SessionCookie cookie;
    private final Purpose purpose;

    LeaveSession(ChangeSession changeSession, SessionCookie cookie, Purpose purpose) {
        this.changeSession = changeSession;
        this.cookie = cookie;
        this.purpose = purpose;
    }

    void leave(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(changeSession::cancel);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        response.addHeader(HttpHeaders.SET_COOKIE, purpose.clear());
    }
}
