package dev.firstring.docs.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls operations in one spelling, and keeps what was said. */
final class ExampleCalls {

    private final RunningService service;
    private final Spelling side;
    private final String address;
    private final Map<String, Example> kept = new LinkedHashMap<>();

    ExampleCalls(RunningService service, Spelling side) {
        this.service = service;
        this.side = side;
        this.address = side == Spelling.CAMEL ? "192.0.2.17" : "198.51.100.23";
    }

    /** The examples by {@code METHOD /path/{variable}}. */
    Map<String, Example> kept() {
        return kept;
    }

    /** Calls an operation, in the spelling of this side, and keeps the call as an example. */
    Reply keep(
            String method, String route, Map<String, String> variables, Map<String, Object> body, String... headers) {
        String path = path(route);
        String template = path.replaceFirst("\\?.*", "");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        Reply reply = send(method, path, body.isEmpty() ? "" : spelled(body), headers);
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        kept.put(
                method + " " + template,
                new Example(
                        method,
                        path,
                        named,
                        body.isEmpty() ? null : JsonMapper.shared().readTree(spelled(body)),
                        reply.status(),
                        type(reply),
                        answer(reply)));
        return reply;
    }

    /** On one side the session stands in the path, on the other in a header. */
    void ofSession(String method, String act, String session, Map<String, Object> body) {
        if (side == Spelling.SNAKE) {
            keep(method, "/api/onboarding/session/{sessionId}" + act, Map.of("sessionId", session), body);
        } else {
            keep(method, "/api/onboarding/session" + act, Map.of(), body, "X-Onboarding-Session", session);
        }
    }

    /** Calls an operation that has to succeed. */
    Reply send(String method, String path, String body, String... headers) {
        String[] from = Arrays.copyOf(headers, headers.length + 2);
        from[headers.length] = "X-Forwarded-For";
        from[headers.length + 1] = address;
        Reply reply = service.call(method, path, body, from);
        assertThat(reply.status()).as("%s %s: %s", method, path, reply.body()).isEqualTo(200);
        return reply;
    }

    /** What a provider answered is written down after the answer to the app. */
    void awaitSent(String session) {
        Awaitility.await()
                .until(() -> service.get("/api/onboarding/session", "X-Onboarding-Session", session)
                        .json()
                        .at("/data/delivery/state")
                        .asString()
                        .equals("sent"));
    }

    /** The text at a JSON pointer whose names are in camel case. */
    String text(Reply reply, String pointer) {
        String spelled = String.join(
                "/",
                List.of(pointer.split("/")).stream()
                        .map(part -> Names.spell(part, side))
                        .toList());
        return reply.json().requiredAt(spelled).asString();
    }

    String path(String camel) {
        if (side == Spelling.CAMEL) {
            return camel;
        }
        String spelled = camel.replaceFirst("^/api/", "/api/v1/");
        int query = spelled.indexOf('?');
        int value = spelled.indexOf('=');
        return query < 0
                ? spelled
                : spelled.substring(0, query + 1)
                        + Names.spell(spelled.substring(query + 1, value), side)
                        + spelled.substring(value);
    }

    String spelled(Map<String, Object> body) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        body.forEach((name, value) -> json.set(
                Names.spell(name, side),
                Objects.requireNonNull(JsonMapper.shared().valueToTree(value))));
        return json.toString();
    }

    static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static @Nullable String type(Reply reply) {
        String type = reply.header("Content-Type").replaceFirst(";.*", "");
        return type.equals("application/json") ? null : type;
    }

    /** An image is left out: it differs with each link. */
    private static JsonNode answer(Reply reply) {
        String type = type(reply);
        if (type == null) {
            return reply.json();
        }
        return type.startsWith("image/")
                ? MissingNode.getInstance()
                : JsonMapper.shared().getNodeFactory().stringNode(reply.body());
    }
}
