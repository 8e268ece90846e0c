package dev.firstring.web.onboarding;

import dev.firstring.onboarding.life.ChangeSession;
import dev.firstring.onboarding.session.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** A person leaves the flow: the session is cancelled if it still runs, and the browser forgets it. Thread-safe. */
@Component
public final class LeaveSession {

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
        forget(response);
    }

    /**
     * The browser goes on in another session. The one that it was in is cancelled if it still runs: it is for another
     * number, which the person has given up, and a tab that still shows it follows.
     */
    void goOnIn(SessionId next, HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).filter(before -> !before.equals(next)).ifPresent(changeSession::cancel);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.give(next));
    }

    /** The browser forgets the flow and what it is for, wherever it is now; the session ends by itself. */
    public void forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        response.addHeader(HttpHeaders.SET_COOKIE, purpose.clear());
    }

    /** The browser forgets the flow that it was in, and begins one for this purpose. */
    public void begin(Purpose.Known wanted, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        response.addHeader(HttpHeaders.SET_COOKIE, purpose.give(wanted));
    }
}
