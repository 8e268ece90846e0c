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
 * The cookie that holds the session of a browser, so that a reload or a second tab continues it. The session id is a
 * bearer secret: scripts cannot read the cookie, and the id never appears in a URL. Thread-safe.
 */
@Component
final class SessionCookie {

    /** The longest time for which an ended session can be read. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String PATH = "/onboarding";

    private final boolean secure;

    SessionCookie(Mode mode) {
        this.secure = mode == Mode.PRODUCTION;
    }

    /** Reads the session id from the browser's cookie, without verifying it. */
    Optional<SessionId> read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name());
        return cookie == null ? Optional.empty() : SessionId.read(cookie.getValue());
    }

    /** Returns the {@code Set-Cookie} header that sets the session. */
    String give(SessionId id) {
        return cookie(id.reveal(), KEPT);
    }

    /** Returns the {@code Set-Cookie} header that deletes the session. */
    String clear() {
        return cookie("", Duration.ZERO);
    }

    private String name() {
        return secure ? "__Secure-firstring-onboarding" : "firstring-onboarding";
    }

    /** {@code Lax}, so that users who return by a link in a message continue their session. */
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
