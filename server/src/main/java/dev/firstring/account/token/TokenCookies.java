package dev.firstring.account.token;

import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.platform.Mode;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * Tokens as cookies that scripts cannot read and other sites cannot send (RFC 6265bis). In production they are sent
 * over TLS only and have the name prefixes that browsers enforce (ASVS 3.3.1). The refresh token is sent only to the
 * account's routes, which renew and end it. Thread-safe.
 */
public final class TokenCookies {

    private static final String ACCESS_PATH = "/";
    private static final String REFRESH_PATH = "/api/account";

    private final boolean secure;

    public TokenCookies(Mode mode) {
        this.secure = mode == Mode.PRODUCTION;
    }

    /** The values of the {@code Set-Cookie} headers that set both tokens. */
    public List<String> give(TokenPair tokens) {
        return List.of(
                cookie(accessName(), tokens.accessToken().reveal(), ACCESS_PATH, tokens.accessLife()),
                cookie(refreshName(), tokens.refreshToken().reveal(), REFRESH_PATH, tokens.refreshLife()));
    }

    /** The values of the {@code Set-Cookie} headers that remove both tokens. */
    public List<String> clear() {
        return List.of(
                cookie(accessName(), "", ACCESS_PATH, Duration.ZERO),
                cookie(refreshName(), "", REFRESH_PATH, Duration.ZERO));
    }

    /**
     * The value of the {@code Set-Cookie} header that binds a browser to the account. Signing out does not remove it.
     */
    public String give(DeviceToken device) {
        return cookie(deviceName(), device.reveal(), ACCESS_PATH, DeviceBindings.KEPT);
    }

    /** The device token in the request's cookies, not validated. */
    public Optional<DeviceToken> device(HttpServletRequest request) {
        return value(request, deviceName()).flatMap(DeviceToken::parse);
    }

    /** The access token in the request's cookies, not validated. */
    public Optional<AccessToken> access(HttpServletRequest request) {
        return value(request, accessName()).map(AccessToken::new);
    }

    /** The refresh token in the request's cookies, not validated. */
    public Optional<RefreshToken> refresh(HttpServletRequest request) {
        return value(request, refreshName()).flatMap(RefreshToken::parse);
    }

    /** The refresh token that the {@code Set-Cookie} headers of a response contain. */
    public Optional<RefreshToken> refreshIn(List<String> setCookies) {
        String begin = refreshName() + "=";
        return setCookies.stream()
                .filter(cookie -> cookie.startsWith(begin))
                .map(cookie -> cookie.substring(begin.length()).split(";", 2)[0])
                .flatMap(value -> RefreshToken.parse(value).stream())
                .findFirst();
    }

    /** Whether the request has a cookie with an access or refresh token. */
    public boolean presentIn(HttpServletRequest request) {
        return value(request, accessName()).isPresent()
                || value(request, refreshName()).isPresent();
    }

    private String accessName() {
        return secure ? "__Host-firstring-access" : "firstring-access";
    }

    private String refreshName() {
        return secure ? "__Secure-firstring-refresh" : "firstring-refresh";
    }

    private String deviceName() {
        return secure ? "__Host-firstring-device" : "firstring-device";
    }

    private String cookie(String name, String value, String path, Duration life) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .path(path)
                .maxAge(life)
                .build()
                .toString();
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }
}
