package dev.firstring.testing;

import dev.firstring.testing.RunningService.Reply;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds answers against the OpenAPI document: their status, the error, and their data with no property too few or too many.
 * The document is made once for all services of a JVM, since their routes are the same. Thread-safe.
 */
final class Contract {

    /** Given for what is no operation; the other two for bodies that no operation asked for. */
    private static final Set<String> BESIDE_OPERATIONS = Set.of("NOT_FOUND", "METHOD_NOT_ALLOWED");

    private static final Set<String> OF_BODIES = Set.of("PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE");

    private static @Nullable Contract made;

    private final JsonNode document;
    private final ErrorsSeen seen;

    private Contract(JsonNode document, ErrorsSeen seen) {
        this.document = document;
        this.seen = seen;
    }

    static synchronized Contract of(ApplicationContext context) {
        if (made == null) {
            try {
                byte[] json = context.getBean(OpenApiWebMvcResource.class)
                        .openapiJson(new MockHttpServletRequest("GET", "/openapi"), "/openapi", Locale.ENGLISH);
                made = new Contract(JsonMapper.shared().readTree(json), TestRun.endsWithTheRun(new ErrorsSeen()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return made;
    }

    /**
     * Checks an answer of the API.
     *
     * @throws AssertionError if it is not documented
     */
    void check(Reply reply) {
        String path = reply.response().uri().getPath();
        String method = reply.response().request().method().toLowerCase(Locale.ROOT);
        boolean json = reply.header("Content-Type").matches("application/(problem\\+)?json.*");
        JsonNode operation =
                path.startsWith("/api/") || path.equals("/provisioning/me") && json ? operation(path, method) : null;
        if (operation == null || reply.body().isEmpty() || BESIDE_OPERATIONS.contains(reply.code())) {
            return;
        }
        if (!operation.has("requestBody") && OF_BODIES.contains(reply.code())) {
            return;
        }
        List<String> faults = new ArrayList<>();
        JsonNode response = operation.path("responses").path(Integer.toString(reply.status()));
        if (response.isMissingNode()) {
            faults.add("status " + reply.status() + " " + reply.code());
        } else {
            if (reply.status() >= 400) {
                error(reply, operation, response, faults);
            }
            JsonNode schema = response.path("content")
                    .properties()
                    .iterator()
                    .next()
                    .getValue()
                    .path("schema");
            validate(reply.json(), schema, reply.status() < 400, "", faults);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("not documented: "
                    + operation.path("operationId").asString() + " " + faults + " in " + reply.body());
        }
    }

    private void error(Reply reply, JsonNode operation, JsonNode response, List<String> faults) {
        JsonNode json = reply.json();
        String code = json.has("code")
                ? json.path("code").asString()
                : json.path("detail").path("error").asString();
        if (!List.of(response.path("description").asString().split(", ")).contains(code)) {
            faults.add("error " + code);
        }
        seen.add(operation.path("operationId").asString(), code);
    }

    private @Nullable JsonNode operation(String path, String method) {
        JsonNode exact = document.path("paths").path(path).path(method);
        if (!exact.isMissingNode()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> template : document.path("paths").properties()) {
            String pattern = "\\Q" + template.getKey().replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q") + "\\E";
            if (template.getValue().has(method) && Pattern.matches(pattern, path)) {
                return template.getValue().path(method);
            }
        }
        return null;
    }

    /** @param whole whether no property may be there that is not documented */
    private void validate(JsonNode value, JsonNode given, boolean whole, String at, List<String> faults) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.get("$ref").asString().substring(1)) : given;
        if (schema.has("oneOf")) {
            if (!value.isNull()) {
                validate(value, schema.path("oneOf").get(0), whole, at, faults);
            }
            return;
        }
        if (!types(schema).contains(typeOf(value, types(schema)))) {
            faults.add(at + " is " + value + " and no " + types(schema));
            return;
        }
        if (schema.has("enum") && !schema.path("enum").valueStream().toList().contains(value)) {
            faults.add(at + " is " + value + " and none of " + schema.path("enum"));
        }
        if (value.isString()) {
            format(value.asString(), schema.path("format").asString(""), at, faults);
        }
        value.forEach(item -> {
            if (value.isArray()) {
                validate(item, schema.path("items"), whole, at + "[]", faults);
            }
        });
        if (value.isObject()) {
            object(value, schema, whole, at, faults);
        }
    }

    private void object(JsonNode value, JsonNode schema, boolean whole, String at, List<String> faults) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                faults.add(at + "." + name.asString() + " is missing");
            }
        });
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            JsonNode known = schema.path("properties").path(property.getKey());
            String place = at + "." + property.getKey();
            if (!known.isMissingNode()) {
                validate(property.getValue(), known, whole, place, faults);
            } else if (schema.path("additionalProperties").isObject()) {
                validate(property.getValue(), schema.path("additionalProperties"), false, place, faults);
            } else if (schema.has("properties")) {
                faults.add(place + " is not documented");
            }
        }
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).toList()
                : type.isMissingNode() ? List.of("anything") : List.of(type.asString());
    }

    private static String typeOf(JsonNode value, List<String> types) {
        if (types.contains("anything")) {
            return "anything";
        }
        if (value.isNull()) {
            return "null";
        }
        if (value.isIntegralNumber()) {
            return types.contains("integer") ? "integer" : "number";
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case STRING -> "string";
            case ARRAY -> "array";
            case NUMBER -> "number";
            default -> "object";
        };
    }

    private static void format(String text, String format, String at, List<String> faults) {
        try {
            switch (format) {
                case "date-time" -> Instant.parse(text);
                case "uuid" -> UUID.fromString(text);
                default -> {}
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            faults.add(at + " is " + text + " and no " + format);
        }
    }
}
