package dev.firstring.hostile;

import tools.jackson.databind.JsonNode;

/** Finds schemas in an OpenAPI document. */
final class Schemas {

    private Schemas() {}

    /** The schema of the body of an operation; missing where it takes none. */
    static JsonNode body(JsonNode document, String path, String method) {
        return resolve(
                document,
                document.path("paths")
                        .path(path)
                        .path(method)
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema"));
    }

    static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }
}
