package dev.firstring.http.openapi;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates the snake_case schemas: copies of the camelCase ones with different schema and property names. */
@SuppressWarnings({"rawtypes", "unchecked"}) // Swagger's model uses raw schemas
final class SnakeSchemas {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String SUFFIX = "V1";

    private final Components components;

    SnakeSchemas(Components components) {
        this.components = components;
    }

    /** Converts the request and response bodies of the operation. */
    void spell(Operation operation) {
        if (operation.getRequestBody() != null) {
            spell(operation.getRequestBody().getContent());
        }
        operation.getResponses().values().forEach(response -> spell(response.getContent()));
    }

    private void spell(@Nullable Content content) {
        if (content != null) {
            content.values().forEach(body -> body.setSchema(of(body.getSchema())));
        }
    }

    /** A snake_case copy of the schema and of all schemas that it refers to. */
    private @Nullable Schema of(@Nullable Schema camel) {
        return camel == null ? null : spell(Objects.requireNonNull(AnnotationsUtils.clone(camel, true)));
    }

    private Schema spell(Schema schema) {
        String reference = schema.get$ref();
        if (reference != null && reference.startsWith(COMPONENTS)) {
            schema.set$ref(COMPONENTS + component(reference.substring(COMPONENTS.length())));
        }
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null) {
            Map<String, Schema> spelled = new LinkedHashMap<>();
            properties.forEach((name, property) -> spelled.put(Names.spell(name, Spelling.SNAKE), spell(property)));
            schema.setProperties(spelled);
        }
        List<String> required = schema.getRequired();
        if (required != null) {
            schema.setRequired(required.stream()
                    .map(name -> Names.spell(name, Spelling.SNAKE))
                    .toList());
        }
        if (schema.getItems() != null) {
            spell(schema.getItems());
        }
        if (schema.getAdditionalProperties() instanceof Schema values) {
            spell(values);
        }
        spellAll(schema.getAllOf());
        spellAll(schema.getAnyOf());
        spellAll(schema.getOneOf());
        return schema;
    }

    private static void requireInSnake(Schema schema) {
        Map<String, Schema> properties = schema.getProperties() == null ? Map.of() : schema.getProperties();
        properties.forEach((name, property) -> {
            if (property.getExtensions() != null
                    && property.getExtensions().containsKey(RecordProperties.REQUIRED_IN_SNAKE)) {
                schema.addRequiredItem(name);
            }
        });
    }

    private void spellAll(@Nullable List<Schema> schemas) {
        if (schemas != null) {
            schemas.forEach(this::spell);
        }
    }

    /** The name of the snake_case component, which is created on first use. */
    private String component(String name) {
        String spelled = name + SUFFIX;
        Schema camel = components.getSchemas().get(name);
        if (camel != null && !components.getSchemas().containsKey(spelled)) {
            Schema copy = Objects.requireNonNull(AnnotationsUtils.clone(camel, true));
            components.addSchemas(spelled, copy);
            spell(copy);
            requireInSnake(copy);
        }
        return spelled;
    }
}
