package dev.firstring.http.request;

import dev.firstring.http.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Determines the public base URL of this service: the configured one, otherwise, in development, the URL of the
 * request. {@code X-Forwarded-Proto} and {@code X-Forwarded-Host} are accepted only from trusted proxies. Thread-safe.
 */
public final class PublicUrls implements HandlerMethodArgumentResolver {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Optional<PublicUrl> set;
    private final ClientAddresses addresses;

    public PublicUrls(PublicUrlSettings settings, ClientAddresses addresses) {
        this.set = settings.url();
        this.addresses = addresses;
    }

    /** The base URL for links in the response to this request and in messages that it causes. */
    public PublicUrl of(HttpServletRequest request) {
        return set.orElseGet(() -> asSent(request));
    }

    private PublicUrl asSent(HttpServletRequest request) {
        boolean forwarded = addresses.isByTrustedProxy(request);
        String scheme = forwarded ? last(request.getHeader("X-Forwarded-Proto")) : null;
        String host = forwarded ? last(request.getHeader("X-Forwarded-Host")) : null;
        String sentScheme = scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
                ? scheme.toLowerCase(Locale.ROOT)
                : request.getScheme();
        return url(sentScheme, host)
                .or(() -> url(sentScheme, request.getHeader("Host")))
                .orElseGet(() -> new PublicUrl(URI.create(sentScheme + "://localhost:" + request.getLocalPort())));
    }

    /** The value that the nearest proxy wrote. */
    private static @Nullable String last(@Nullable String written) {
        return written == null
                ? null
                : written.substring(written.lastIndexOf(',') + 1).strip();
    }

    private static Optional<PublicUrl> url(String scheme, @Nullable String host) {
        if (host == null || host.indexOf('/') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PublicUrl(URI.create(scheme + "://" + host)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PublicUrl.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class), "no servlet request"));
    }
}
