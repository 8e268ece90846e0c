package dev.firstring.http.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Factory methods for parts of the document. */
final class Schemas {

    private Schemas() {}

    static Schema<?> of(String type) {
        Schema<?> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    static Schema<?> of(String type, String description) {
        Schema<?> schema = of(type);
        schema.setDescription(description);
        return schema;
    }

    /** A text schema to which an enumeration can be added. */
    static Schema<Object> text(@Nullable String description) {
        Schema<Object> schema = new JsonSchema();
        schema.addType("string");
        schema.setDescription(description);
        return schema;
    }

    static Schema<?> reference(String component) {
        Schema<?> schema = new JsonSchema();
        schema.set$ref("#/components/schemas/" + component);
        return schema;
    }

    static Schema<?> listOf(Schema<?> items, String description) {
        Schema<?> schema = of("array", description);
        schema.setItems(items);
        return schema;
    }

    static Content content(String mediaType, Schema<?> schema) {
        return new Content().addMediaType(mediaType, new MediaType().schema(schema));
    }
}
