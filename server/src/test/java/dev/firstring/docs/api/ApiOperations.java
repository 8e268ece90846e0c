package dev.firstring.docs.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the operations of the API from its OpenAPI document. */
final class ApiOperations {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private ApiOperations() {}

    /** One operation of the document. */
    record Found(String method, String path, JsonNode operation) {

        String id() {
            return operation.path("operationId").asString();
        }
    }

    /** All, in the order of the document. */
    static List<Found> all(JsonNode document) {
        List<Found> found = new ArrayList<>();
        document.get("paths").properties().stream()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> found.add(new Found(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        return found;
    }

    static List<String> ids(JsonNode document) {
        return all(document).stream().map(Found::id).toList();
    }

    /** The operation at a path, whatever its variables are called. */
    static JsonNode find(JsonNode document, String method, String path) {
        return all(document).stream()
                .filter(each ->
                        each.method().equals(method) && blank(each.path()).equals(blank(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the document: " + method + " " + path))
                .operation();
    }

    private static String blank(String path) {
        return path.replaceAll("\\{\\w+}", "{}");
    }
}
