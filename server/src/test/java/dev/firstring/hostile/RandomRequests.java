package dev.firstring.hostile;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Makes requests out of an OpenAPI document: its routes and fields, with values of all kinds. Not thread-safe. */
final class RandomRequests {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "99999999999999999999",
            "[]",
            "{}",
            "[[[[{}]]]]",
            "\"\"",
            "\" \"",
            "\"+33612345678\"",
            "\"123456\"",
            "\"body\"",
            "\"sms\"",
            "\"US\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\"",
            "\"\\ud83d\\ude00\"",
            "\"' OR 1=1 --\"",
            "\"../../x\"",
            "\"<b>\"",
            "\"${a}\"",
            "\"%n%s\"",
            "\"e\u0301\"");

    private final RandomGenerator random;
    private final List<Route> routes = new ArrayList<>();
    private final List<String> ids;

    private record Route(String method, String path, List<String> fields, List<String> parameters) {}

    /** One request; the body is empty where there is none. */
    record Made(String method, String path, String body) {}

    /** @param ids values that name something there is */
    RandomRequests(JsonNode document, RandomGenerator random, List<String> ids) {
        this.random = random;
        this.ids = ids;
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey())
                                && path.getKey().startsWith("/api/"))
                        .forEach(operation -> routes.add(new Route(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                List.copyOf(Schemas.body(document, path.getKey(), operation.getKey())
                                        .path("properties")
                                        .propertyNames()),
                                operation.getValue().path("parameters").findValuesAsString("name")))));
    }

    int routes() {
        return routes.size();
    }

    Made next() {
        Route route = routes.get(random.nextInt(routes.size()));
        String method = random.nextInt(40) == 0 ? "OPTIONS" : route.method();
        StringBuilder path = new StringBuilder(route.path());
        for (int open = path.indexOf("{"); open >= 0; open = path.indexOf("{")) {
            path.replace(open, path.indexOf("}", open) + 1, encoded(text()));
        }
        for (String parameter : route.parameters()) {
            if (random.nextInt(3) == 0 && !route.path().contains("{" + parameter + "}")) {
                path.append(path.indexOf("?") < 0 ? '?' : '&')
                        .append(parameter)
                        .append('=')
                        .append(encoded(text()));
            }
        }
        return new Made(method, path.toString(), method.equals("GET") ? "" : body(route));
    }

    private String body(Route route) {
        if (route.fields().isEmpty()) {
            return random.nextInt(5) == 0 ? value() : "";
        }
        StringBuilder body = new StringBuilder("{");
        for (String field : route.fields()) {
            if (random.nextInt(6) > 0) {
                body.append(body.length() > 1 ? "," : "")
                        .append("\"%s\":".formatted(field))
                        .append(value());
            }
        }
        body.append('}');
        if (random.nextInt(8) == 0) {
            body.setCharAt(random.nextInt(body.length()), (char) (' ' + random.nextInt(95)));
        }
        return body.toString();
    }

    private String value() {
        return switch (random.nextInt(4)) {
            case 0 -> "\"" + ids.get(random.nextInt(ids.size())) + "\"";
            case 1 -> "\"" + letters() + "\"";
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }

    /** Any text that can stand between quotes: mostly letters, sometimes from far away in Unicode. */
    private String letters() {
        int length = 1 + (random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(12));
        int most = random.nextBoolean() ? 0x7F : 0x10FFFF;
        return random.ints(length, ' ', most)
                .filter(point -> point != '"' && point != '\\' && (point < 0xD800 || point > 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String text() {
        return random.nextBoolean() ? ids.get(random.nextInt(ids.size())) : letters() + "x";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
