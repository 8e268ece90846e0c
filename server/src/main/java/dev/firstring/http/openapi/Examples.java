package dev.firstring.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds recorded requests and responses of a test against the real service to the document as examples, by
 * {@code operationId}: the bodies of {@code request.body} and {@code answer.body}. Operations without a record get no
 * example. Thread-safe.
 */
final class Examples {

    private static final String FILE = "/openapi/examples.json";

    void addTo(OpenAPI document) {
        JsonNode recorded = read();
        document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .forEach(operation -> addTo(operation, recorded.path(String.valueOf(operation.getOperationId()))));
    }

    private static void addTo(Operation operation, JsonNode recorded) {
        JsonNode request = recorded.at("/request/body");
        if (operation.getRequestBody() != null && request.isObject()) {
            show(operation.getRequestBody().getContent(), "application/json", request);
        }
        ApiResponse success = operation.getResponses().get("200");
        JsonNode answer = recorded.at("/answer/body");
        if (success != null && !answer.isMissingNode()) {
            String type = recorded.at("/answer/type").asText("application/json");
            show(success.getContent(), type, answer.isTextual() ? answer.textValue() : answer);
        }
    }

    private static void show(@Nullable Content content, String type, Object example) {
        MediaType documented = content == null ? null : content.get(type);
        if (documented != null) {
            documented.setExample(example);
        }
    }

    private static JsonNode read() {
        try (InputStream file = Examples.class.getResourceAsStream(FILE)) {
            return file == null ? MissingNode.getInstance() : Json31.mapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
