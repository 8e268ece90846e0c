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
 * What a signed-in person proves a number for, kept in a cookie from the account's page to the end of the flow: to add it to
 * the account, or to put it in the place of another one. Without it the flow may begin signed out. Thread-safe.
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
     * @param replaces the number that the new one takes the place of; null to add one
     */
    public record Known(@Nullable PhoneNumber replaces) {}

    /** The purpose that the browser sent; empty for none, or for one that cannot be read. */
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

    /** The value of the {@code Set-Cookie} header that begins the flow for this purpose. */
    public String give(Known purpose) {
        PhoneNumber replaces = purpose.replaces();
        return cookie(replaces == null ? ADD : replaces.e164().substring(1), KEPT);
    }

    /** The value of the {@code Set-Cookie} header that ends it. */
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
