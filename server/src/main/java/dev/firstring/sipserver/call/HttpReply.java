package dev.firstring.sipserver.call;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public record HttpReply(int status, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static HttpReply of(HttpResponse<byte[]> response) {
        return new HttpReply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The body as JSON; empty if it is none, which a server's proxy may well answer. */
    public Optional<JsonNode> json() {
        if (body.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(body));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
