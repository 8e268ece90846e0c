package dev.firstring.web.onboarding;

import dev.firstring.onboarding.life.ChangeSession;
import dev.firstring.onboarding.session.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Ends the flow for a browser: cancels the session if it is in progress, and deletes its cookies. Thread-safe. */
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

    /** Cancels the session if it is in progress. */
    void cancel(HttpServletRequest request) {
        cookie.read(request).ifPresent(changeSession::cancel);
    }

    void leave(HttpServletRequest request, HttpServletResponse response) {
        cancel(request);
        forget(response);
    }

    /**
     * Switches the browser to another session. Cancels the previous one if it is in progress: the user has given up its
     * number, and a tab that still shows it follows.
     */
    void goOnIn(SessionId next, HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).filter(before -> !before.equals(next)).ifPresent(changeSession::cancel);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.give(next));
    }

    /** Deletes the browser's cookies of the flow; the session expires by itself. */
    public void forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        response.addHeader(HttpHeaders.SET_COOKIE, purpose.clear());
    }

    /** Deletes the cookie of the browser's session, and sets the purpose of a new one. */
    public void begin(Purpose.Known wanted, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.clear());
        response.addHeader(HttpHeaders.SET_COOKIE, purpose.give(wanted));
    }
}
