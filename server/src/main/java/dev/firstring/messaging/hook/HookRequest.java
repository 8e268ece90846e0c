package dev.firstring.messaging.hook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a provider, as it came. */
public record HookRequest(String path, @Nullable String query, String body) {

    private static final int LARGEST = 1 << 16;

    /** Reads a request; empty if its body has more than 64 KiB. */
    public static Optional<HookRequest> read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
        return bytes.length > LARGEST
                ? Optional.empty()
                : Optional.of(new HookRequest(
                        request.getRequestURI(), request.getQueryString(), new String(bytes, StandardCharsets.UTF_8)));
    }

    /** The path with its query, as it was asked for. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }
}
