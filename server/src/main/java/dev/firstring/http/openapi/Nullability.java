package dev.firstring.http.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adjusts {@code required} and {@code null} to the wire format. A response contains all its properties, null if there
 * is no value; a request may omit an optional property or send null for it.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Swagger's model uses raw schemas
final class Nullability {

    private static final String COMPONENTS = "#/components/schemas/";

    private final OpenAPI document;
    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Nullability(OpenAPI document) {
        this.document = document;
    }

    static void complete(OpenAPI document) {
        Nullability nullability = new Nullability(document);
        document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .forEach(nullability::complete);
    }

    private void complete(Operation operation) {
        if (operation.getRequestBody() != null) {
            walk(operation.getRequestBody().getContent(), false);
        }
        operation.getResponses().values().forEach(response -> walk(response.getContent(), true));
    }

    private void walk(@Nullable Content content, boolean answer) {
        if (content != null) {
            for (MediaType body : content.values()) {
                walk(body.getSchema(), answer);
            }
        }
    }

    private void walk(@Nullable Schema<?> given, boolean answer) {
        Schema<?> schema = resolve(given);
        if (schema == null || !seen.add(schema)) {
            return;
        }
        walk(schema.getItems(), answer);
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            walk(values, answer);
        }
        Map<String, Schema> properties = schema.getProperties();
        boolean whole = taken(schema, RecordProperties.RECORD) && answer;
        if (properties == null) {
            return;
        }
        for (Map.Entry<String, Schema> entry : properties.entrySet()) {
            Schema property = entry.getValue();
            walk(property, answer);
            boolean nullable = taken(property, RecordProperties.NULLABLE);
            boolean optional = taken(property, RecordProperties.OPTIONAL);
            taken(property, RecordProperties.REQUIRED_IN_SNAKE);
            if (whole && !optional) {
                require(schema, entry.getKey());
            }
            if (nullable && (answer || !isRequired(schema, entry.getKey()))) {
                entry.setValue(orNull(property));
            }
        }
    }

    private @Nullable Schema<?> resolve(@Nullable Schema<?> schema) {
        String reference = schema == null ? null : schema.get$ref();
        return reference == null || !reference.startsWith(COMPONENTS)
                ? schema
                : document.getComponents().getSchemas().get(reference.substring(COMPONENTS.length()));
    }

    private static boolean taken(Schema property, String mark) {
        Map<String, Object> extensions = property.getExtensions();
        boolean marked = extensions != null && extensions.remove(mark) != null;
        if (extensions != null && extensions.isEmpty()) {
            property.setExtensions(null);
        }
        return marked;
    }

    private static boolean isRequired(Schema<?> schema, String name) {
        return schema.getRequired() != null && schema.getRequired().contains(name);
    }

    private static void require(Schema<?> schema, String name) {
        if (!isRequired(schema, name)) {
            schema.addRequiredItem(name);
        }
    }

    private static Schema orNull(Schema property) {
        if (property.get$ref() != null) {
            Schema reference = new JsonSchema();
            reference.set$ref(property.get$ref());
            Schema either = new JsonSchema();
            either.setDescription(property.getDescription());
            either.setOneOf(List.of(reference, Schemas.of("null")));
            return either;
        }
        property.addType("null");
        if (property.getEnum() != null) {
            List<Object> words = new ArrayList<>(property.getEnum());
            words.add(null);
            property.setEnum(words);
        }
        return property;
    }
}
