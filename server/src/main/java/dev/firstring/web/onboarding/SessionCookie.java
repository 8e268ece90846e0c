package dev.firstring.web.onboarding;

import dev.firstring.onboarding.session.SessionId;
import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie by which the pages know a person's session, so that a reload or a second tab goes on where the first one is.
 * The id of a session is a bearer secret: no script reads the cookie, and it never stands in an address. Thread-safe.
 */
@Component
final class SessionCookie {

    /** As long as an ended session answers at the most. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String PATH = "/onboarding";

    private final boolean secure;

    SessionCookie(Mode mode) {
        this.secure = mode == Mode.PRODUCTION;
    }

    /** The session that the browser sent, not checked. */
    Optional<SessionId> read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name());
        return cookie == null ? Optional.empty() : SessionId.read(cookie.getValue());
    }

    /** The value of the {@code Set-Cookie} header that gives the session to a browser. */
    String give(SessionId id) {
        return cookie(id.reveal(), KEPT);
    }

    /** The value of the {@code Set-Cookie} header that takes the session from a browser. */
    String clear() {
        return cookie("", Duration.ZERO);
    }

    private String name() {
        return secure ? "__Secure-firstring-onboarding" : "firstring-onboarding";
    }

    /** Lax: who comes back by a link in a message goes on where they were. */
    private String cookie(String value, Duration life) {
        return ResponseCookie.from(name(), value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .path(PATH)
                .maxAge(life)
                .build()
                .toString();
    }
}
