package dev.firstring.web.onboarding;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Why a signed-in user proves a number: to add it to the account, or to replace another one. Stored in a cookie from
 * the account page to the end of the flow. Without it the flow may begin signed out. Thread-safe.
 */
@Component
public final class Purpose {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final String ADD = "add";

    private final boolean secure;

    Purpose(Mode mode) {
        this.secure = mode == Mode.PRODUCTION;
    }

    /**
     * A purpose.
     *
     * @param replaces the number to replace; null to add one
     */
    public record Known(@Nullable PhoneNumber replaces) {}

    /** Reads the purpose from the browser's cookie; empty if it is absent or invalid. */
    Optional<Known> read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name());
        if (cookie == null || cookie.getValue().isEmpty()) {
            return Optional.empty();
        }
        if (cookie.getValue().equals(ADD)) {
            return Optional.of(new Known(null));
        }
        return cookie.getValue().matches("[1-9][0-9]{5,14}")
                ? Optional.of(new Known(new PhoneNumber("+" + cookie.getValue())))
                : Optional.empty();
    }

    /** Returns the {@code Set-Cookie} header that begins the flow for this purpose. */
    public String give(Known purpose) {
        PhoneNumber replaces = purpose.replaces();
        return cookie(replaces == null ? ADD : replaces.e164().substring(1), KEPT);
    }

    /** Returns the {@code Set-Cookie} header that deletes the purpose. */
    String clear() {
        return cookie("", Duration.ZERO);
    }

    private String name() {
        return secure ? "__Secure-firstring-purpose" : "firstring-purpose";
    }

    private String cookie(String value, Duration life) {
        return ResponseCookie.from(name(), value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .path("/onboarding")
                .maxAge(life)
                .build()
                .toString();
    }
}
