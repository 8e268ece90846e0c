package dev.firstring.hostile;

import dev.firstring.http.Spelling;
import dev.firstring.testing.RunningService.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges answers to hostile requests: their shape, and whether they tell what nobody may know. */
final class Answers {

    private static final Pattern INTERNALS = Pattern.compile(
            "Exception|Throwable|\\bat [a-z]+\\.[a-z]+|dev\\.firstring\\.(?!dev/)|org\\.(spring|postgresql|apache|hibernate)"
                    + "|java\\.(lang|util|io)|jackson|SQLSTATE|SELECT |INSERT INTO|UPDATE [a-z]|<html");

    private Answers() {}

    /** What is wrong with an answer; empty if nothing is. */
    static List<String> faults(Reply reply, Spelling spelling) {
        return faults(reply.status(), reply.header("Content-Type"), reply.body(), spelling);
    }

    static List<String> faults(int status, String contentType, String body, Spelling spelling) {
        List<String> faults = new ArrayList<>();
        check(status >= 200 && status < 500, "status " + status, faults);
        check(!INTERNALS.matcher(body).find(), "tells of its inside", faults);
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            faults.add("no JSON");
            return faults;
        }
        if (status < 400) {
            check(json.path("success").asBoolean(false), "no envelope", faults);
        } else if (spelling == Spelling.CAMEL) {
            camel(status, contentType, json, faults);
        } else {
            snake(contentType, json, faults);
        }
        return faults;
    }

    private static void camel(int status, String contentType, JsonNode json, List<String> faults) {
        check(contentType.startsWith("application/problem+json"), "content type " + contentType, faults);
        check(json.path("success").isBoolean() && !json.path("success").asBoolean(), "success is not false", faults);
        check(json.path("status").asInt(0) == status, "another status inside", faults);
        for (String name : List.of("type", "title", "detail", "code", "error", "message")) {
            check(!json.path(name).asString("").isBlank(), "no " + name, faults);
        }
        if (json.path("code").asString("").equals("VALIDATION_FAILED")) {
            check(status == 400, "validation with " + status, faults);
            fields(json.path("details"), faults);
        }
    }

    private static void snake(String contentType, JsonNode json, List<String> faults) {
        JsonNode detail = json.path("detail");
        check(contentType.startsWith("application/json"), "content type " + contentType, faults);
        check(detail.path("error").asString("").matches("[a-z_]+"), "no error", faults);
        check(!detail.path("message").asString("").isBlank(), "no message", faults);
        check(!json.has("code") && !json.has("success"), "the shape of the other side", faults);
        if (detail.path("error").asString("").equals("validation_failed")) {
            fields(detail.path("fields"), faults);
        }
    }

    private static void fields(JsonNode fields, List<String> faults) {
        check(fields.isArray() && !fields.isEmpty(), "no field is named", faults);
        for (JsonNode field : fields) {
            check(field.path("pointer").asString("").startsWith("/"), "no pointer", faults);
            String message = field.path("message").asString("");
            check(!message.isBlank() && !message.startsWith("field."), "no message of a field: " + message, faults);
        }
    }

    /** The pointers of the fields that an answer finds fault with. */
    static List<String> pointers(Reply reply) {
        JsonNode json = reply.json();
        JsonNode fields = json.has("details") ? json.path("details") : json.at("/detail/fields");
        return fields.findValuesAsString("pointer");
    }

    private static void check(boolean holds, String otherwise, List<String> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
    }
}
