package dev.firstring.messaging.hook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of a provider, unmodified.
 *
 * @param contentType the header {@code Content-Type}; empty if there is none
 * @param body decoded by its byte order mark, otherwise by the charset of the header, otherwise as UTF-8
 */
public record HookRequest(String path, @Nullable String query, String contentType, String body) {

    private static final int LARGEST = 1 << 16;
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)");

    /** Reads a request. Returns empty if its body exceeds 64 KiB. */
    public static Optional<HookRequest> read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            return Optional.empty();
        }
        String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
        return Optional.of(new HookRequest(
                request.getRequestURI(), request.getQueryString(), type, new String(bytes, charset(bytes, type))));
    }

    /** Returns the path and the query as requested. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    private static Charset charset(byte[] bytes, String type) {
        if (bytes.length > 1
                && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
                        || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe))) {
            return StandardCharsets.UTF_16;
        }
        Matcher named = CHARSET.matcher(type);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
