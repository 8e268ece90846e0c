package dev.firstring.docs.api;

import dev.firstring.docs.api.ApiOperations.Found;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes the operations of one page: how each is called, what it answers, its fields and its errors. */
final class ApiPage {

    /** What any request can meet, whatever it asks for: said once, at the top of the page. */
    private static final Set<ErrorCode> COMMON = EnumSet.of(
            ErrorCode.MALFORMED_REQUEST,
            ErrorCode.IDEMPOTENCY_KEY_REUSED,
            ErrorCode.IDEMPOTENCY_KEY_IN_USE,
            ErrorCode.NOT_FOUND,
            ErrorCode.METHOD_NOT_ALLOWED,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.PAYLOAD_TOO_LARGE,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            ErrorCode.SERVICE_UNAVAILABLE,
            ErrorCode.INTERNAL_ERROR);

    /** How JSON is written in the documents. */
    static final ObjectWriter JSON = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter()
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
                    .withSeparators(tools.jackson.core.util.Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(tools.jackson.core.util.Separators.Spacing.AFTER)));

    private static final Pattern CAMEL_NAME = Pattern.compile("`[a-z]+(?:[A-Z][a-z]+)+`");

    private final JsonNode document;
    private final JsonNode examples;
    private final ErrorAdvice advice;
    private final ApiFields fields;
    private final Set<ErrorCode> general = EnumSet.copyOf(COMMON);

    ApiPage(JsonNode document, JsonNode examples, ErrorAdvice advice) {
        this.document = document;
        this.examples = examples;
        this.advice = advice;
        this.fields = new ApiFields(document);
        Set<ErrorCode> everywhere = EnumSet.allOf(ErrorCode.class);
        ApiOperations.all(document).stream()
                .filter(each -> each.path().startsWith("/api/"))
                .forEach(each -> everywhere.retainAll(codes(each.operation(), side(each))));
        general.addAll(everywhere);
    }

    /** All operations whose path matches, in the order of the examples. */
    String of(Pattern paths) {
        List<String> order = List.copyOf(examples.propertyNames());
        List<Found> operations = new ArrayList<>(ApiOperations.all(document).stream()
                .filter(each -> paths.matcher(each.path()).matches())
                .toList());
        operations.sort(java.util.Comparator.comparing(each -> order.indexOf(each.id())));
        StringBuilder page = new StringBuilder(
                "\nEvery operation can also return the following errors, which the tables omit: %s ([errors](../api.md#responses)).\n"
                        .formatted(general.stream()
                                .sorted()
                                .map(code -> "`" + code.word(side(operations.getFirst())) + "`")
                                .collect(Collectors.joining(", "))));
        page.append("\n| operation | call |\n|---|---|\n");
        operations.forEach(each -> page.append("| [%s](#%s) | `%s %s` |\n"
                .formatted(summary(each), anchor(summary(each)), each.method(), each.path())));
        operations.forEach(each -> page.append(section(each)));
        return page + "\n";
    }

    private String section(Found found) {
        JsonNode operation = found.operation();
        Spelling side = side(found);
        JsonNode example = examples.path(found.id());
        StringBuilder text =
                new StringBuilder("\n### %s\n\n`%s %s`\n".formatted(summary(found), found.method(), found.path()));
        String description = operation.path("description").asString("");
        if (!description.isEmpty()) {
            text.append('\n').append(description).append('\n');
        }
        text.append("\n```sh\n").append(curl(example.get("request"))).append("\n```\n");
        text.append(answer(example.get("answer")));
        text.append(parameters(operation));
        text.append(table("field of the request", fields.of(requestSchema(operation)), true));
        text.append(table("field of `data`", fields.of(dataSchema(operation)), false));
        return text.append(errors(operation, side)).toString();
    }

    private static String answer(JsonNode answer) {
        JsonNode body = answer.path("body");
        String type = answer.path("type").asString("application/json");
        if (body.isMissingNode()) {
            return "\nThe answer is `%s`.\n".formatted(type);
        }
        return body.isString()
                ? "\n```%s\n%s\n```\n"
                        .formatted(type.replaceFirst(".*/", ""), body.asString().strip())
                : "\n```json\n" + pretty(body) + "\n```\n";
    }

    private static String summary(Found found) {
        return found.operation().path("summary").asString(found.id());
    }

    /** Where the heading is found in a rendered page. */
    private static String anchor(String heading) {
        return heading.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private static Spelling side(Found found) {
        return found.path().startsWith("/api/v1/") ? Spelling.SNAKE : Spelling.CAMEL;
    }

    private JsonNode requestSchema(JsonNode operation) {
        return fields.real(operation.at("/requestBody/content/application~1json/schema"));
    }

    private JsonNode dataSchema(JsonNode operation) {
        JsonNode envelope =
                fields.real(fields.real(operation.at("/responses/200")).at("/content/application~1json/schema"));
        return envelope.at("/properties/data");
    }

    /** Those of its own: what any request may carry is a shared component of the document. */
    private String parameters(JsonNode operation) {
        StringBuilder table = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            if (!parameter.has("$ref")) {
                table.append("| `%s`%s | %s | %s |\n"
                        .formatted(
                                parameter.path("name").asString(),
                                parameter.path("required").asBoolean(false) ? " (required)" : "",
                                parameter.path("in").asString(),
                                text(parameter.path("description").asString(""))));
            }
        }
        return table.isEmpty() ? "" : "\n| parameter | in the | meaning |\n|---|---|---|\n" + table;
    }

    private static String text(String description) {
        return description.replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static String table(String where, List<ApiFields.Field> rows, boolean request) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("\n| %s | type | meaning |\n|---|---|---|\n".formatted(where));
        for (ApiFields.Field row : rows) {
            table.append("| `%s`%s | %s | %s |\n"
                    .formatted(
                            row.name(),
                            request && row.required() ? " (required)" : "",
                            row.type(),
                            text(row.description())));
        }
        return table.toString();
    }

    private List<ErrorCode> codes(JsonNode operation, Spelling side) {
        return operation.path("responses").properties().stream()
                .filter(response -> !response.getKey().startsWith("2"))
                .flatMap(response -> Pattern.compile("[, ]+")
                        .splitAsStream(fields.real(response.getValue())
                                .path("description")
                                .asString("")))
                .flatMap(word -> ErrorAdvice.code(word, side).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private String errors(JsonNode operation, Spelling side) {
        StringBuilder table = new StringBuilder("\n| error | status | what to do |\n|---|---|---|\n");
        List<ErrorCode> own = codes(operation, side).stream()
                .filter(code -> !general.contains(code))
                .toList();
        own.forEach(code -> table.append("| `%s` | %d | %s |\n"
                .formatted(code.word(side), code.status(side).value(), spelled(advice.of(code), side))));
        return own.isEmpty() ? "" : table.toString();
    }

    private static String spelled(String text, Spelling side) {
        return side == Spelling.CAMEL
                ? text
                : CAMEL_NAME
                        .matcher(text)
                        .replaceAll(name -> dev.firstring.http.rendering.Names.spell(name.group(), side));
    }

    private static String curl(JsonNode request) {
        String method = request.get("method").asString();
        List<String> parts = new ArrayList<>();
        parts.add("curl%s 'https://call.example.org%s'"
                .formatted(
                        method.equals("GET") || (method.equals("POST") && request.has("body")) ? "" : " -X " + method,
                        request.get("path").asString()));
        request.path("headers")
                .properties()
                .forEach(header -> parts.add("-H '%s: %s'"
                        .formatted(header.getKey(), header.getValue().asString())));
        if (request.has("body")) {
            parts.add("-H 'Content-Type: application/json'");
            parts.add("-d '" + request.get("body") + "'");
        }
        return String.join(" \\\n  ", parts);
    }

    private static String pretty(JsonNode json) {
        return JSON.writeValueAsString(json);
    }
}
