package dev.firstring.http.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

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

    /** Whether sending the same request again would only get the same answer. */
    boolean isFinal() {
        return status < 500 && status != 429;
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
