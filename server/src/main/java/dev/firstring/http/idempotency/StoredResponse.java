package dev.firstring.http.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A response as it is stored. It contains secrets and is encrypted before it is stored. The arrays are not copied.
 *
 * @param type the content type; empty if there is no body
 */
record StoredResponse(int status, String type, List<Header> headers, byte[] body) {

    /** A header of the response. */
    record Header(String name, String value) {}

    private static final List<String> KEPT = List.of(
            "Location",
            "Set-Cookie",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "Content-Language",
            "WWW-Authenticate");

    static StoredResponse of(ContentCachingResponseWrapper response) {
        List<Header> headers = KEPT.stream()
                .flatMap(name -> response.getHeaders(name).stream().map(value -> new Header(name, value)))
                .toList();
        String type = response.getContentType();
        return new StoredResponse(
                response.getStatus(), type == null ? "" : type, headers, response.getContentAsByteArray());
    }

    /**
     * Refusals of the caller, the route or the form of the request have no effect and can be repeated; 408 and 429 ask
     * for a retry.
     */
    private static final Set<Integer> PASSING = Set.of(401, 403, 404, 405, 406, 408, 413, 415, 429);

    /** Whether a retry of the same request would only yield the same response. */
    boolean isFinal() {
        return status < 500 && !PASSING.contains(status);
    }

    /** The {@code data} of the body; missing if there is none. */
    JsonNode data() {
        return body.length == 0
                ? MissingNode.getInstance()
                : JsonMapper.shared().readTree(body).path("data");
    }

    /** The values of the {@code Set-Cookie} fields. */
    List<String> cookies() {
        return headers.stream()
                .filter(header -> header.name().equals("Set-Cookie"))
                .map(Header::value)
                .toList();
    }

    /** Writes the stored response, byte for byte. */
    void replay(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(header -> response.addHeader(header.name(), header.value()));
        response.setHeader("Idempotency-Replayed", "true");
        if (!type.isEmpty()) {
            response.setContentType(type);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    byte[] toBytes() {
        return JsonMapper.shared().writeValueAsBytes(this);
    }

    static StoredResponse ofBytes(byte[] bytes) {
        return JsonMapper.shared().readValue(bytes, StoredResponse.class);
    }
}
