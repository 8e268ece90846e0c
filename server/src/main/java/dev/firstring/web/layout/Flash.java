package dev.firstring.web.layout;

import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * A message for the next page after a form was sent. Its key is stored in a cookie: a URL would be bookmarked, shared
 * and reloaded. Thread-safe.
 */
@Component
public final class Flash {

    /** Longer than a redirect takes, and short enough that the message is not shown out of context. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final Pattern KEY = Pattern.compile("[a-z]{1,20}(?:[.-][a-z]{1,20}){1,6}");

    private final MessageSource texts;
    private final boolean secure;

    Flash(MessageSource texts, Mode mode) {
        this.texts = texts;
        this.secure = mode == Mode.PRODUCTION;
    }

    /** Shows a text without arguments as a success message on the next page. */
    public void say(String key, HttpServletResponse response) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not the key of a text: " + key);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(key, KEPT));
    }

    /** Returns the message for this page and deletes it. */
    public Optional<Notice> take(HttpServletRequest request, HttpServletResponse response, Locale language) {
        Cookie cookie = WebUtils.getCookie(request, name());
        if (cookie == null) {
            return Optional.empty();
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
        return KEY.matcher(cookie.getValue()).matches()
                ? Optional.ofNullable(texts.getMessage(cookie.getValue(), null, null, language))
                        .map(Notice::success)
                : Optional.empty();
    }

    private String name() {
        return secure ? "__Host-firstring-said" : "firstring-said";
    }

    private String cookie(String value, Duration life) {
        return ResponseCookie.from(name(), value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }
}
