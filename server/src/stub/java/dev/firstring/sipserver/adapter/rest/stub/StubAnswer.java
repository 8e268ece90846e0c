package dev.firstring.sipserver.adapter.rest.stub;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A status and a body.
 *
 * @param type the media type of the body
 */
public record StubAnswer(int status, String type, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static StubAnswer empty(int status) {
        return new StubAnswer(status, "", "");
    }

    /** A body of other text than JSON. */
    public static StubAnswer text(int status, String body) {
        return new StubAnswer(status, "text/plain; charset=utf-8", body);
    }

    /** A body of JSON. */
    public static StubAnswer json(int status, Object body) {
        return new StubAnswer(status, "application/json", JSON.writeValueAsString(body));
    }

    /** An error as the dialect has it. */
    public static StubAnswer error(int status, String code, String message) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return json(status, Map.of("error", error));
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
