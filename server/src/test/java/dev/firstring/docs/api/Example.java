package dev.firstring.docs.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to the running service and its answer.
 *
 * @param path with the values that were sent, and the query
 * @param headers those that say who calls and for what, no others
 * @param body what was sent as JSON; null for nothing
 * @param type the media type of an answer that is no JSON; null for JSON
 * @param answer the JSON; a text as a JSON string; missing for an image
 */
record Example(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable JsonNode body,
        int status,
        @Nullable String type,
        JsonNode answer) {

    Example {
        headers = new LinkedHashMap<>(headers);
    }

    /** The form of the file, with values that are the same in every run. */
    ObjectNode stable(StableValues values) {
        ObjectNode request = JsonMapper.shared().createObjectNode();
        ObjectNode answered = JsonMapper.shared().createObjectNode();
        values.learn(answer);
        request.put("method", method);
        request.put("path", values.stable(path));
        if (!headers.isEmpty()) {
            ObjectNode fields = request.putObject("headers");
            headers.forEach((name, value) -> fields.put(name, values.stable(value)));
        }
        if (body != null) {
            request.set("body", values.stable(body));
        }
        answered.put("status", status);
        if (type != null) {
            answered.put("type", type);
        }
        if (!answer.isMissingNode()) {
            answered.set("body", values.stable(answer));
        }
        ObjectNode example = JsonMapper.shared().createObjectNode();
        example.set("request", request);
        example.set("answer", answered);
        return example;
    }
}
