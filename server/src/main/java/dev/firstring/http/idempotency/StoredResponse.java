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
 * An answer as it is kept: it holds secrets and is sealed before it is stored. The arrays are not copied.
 *
 * @param type the content type; empty when there is no body
 */
record StoredResponse(int status, String type, List<Header> headers, byte[] body) {

    /** A header of the answer. */
    record Header(String name, String value) {}

    private static final List<String> KEPT = List.of(
            "Set-Cookie", "RateLimit", "RateLimit-Policy", "Retry-After", "Content-Language", "WWW-Authenticate");

    static StoredResponse of(ContentCachingResponseWrapper response) {
        List<Header> headers = KEPT.stream()
                .flatMap(name -> response.getHeaders(name).stream().map(value -> new Header(name, value)))
                .toList();
        String type = response.getContentType();
        return new StoredResponse(
                response.getStatus(), type == null ? "" : type, headers, response.getContentAsByteArray());
    }

    /** What refuses the caller, the route or the form of a request is found again without a trace; 408 and 429 ask for it. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 404, 405, 406, 408, 413, 415, 429);

    /** Whether sending the same request again would only get the same answer. */
    boolean isFinal() {
        return status < 500 && !PASSING.contains(status);
    }

    /** What the body holds under {@code data}; missing where it holds none. */
    JsonNode data() {
        return body.length == 0
                ? MissingNode.getInstance()
                : JsonMapper.shared().readTree(body).path("data");
    }

    /** The cookies that it sets. */
    List<String> cookies() {
        return headers.stream()
                .filter(header -> header.name().equals("Set-Cookie"))
                .map(Header::value)
                .toList();
    }

    /** Writes the answer again, byte for byte. */
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
