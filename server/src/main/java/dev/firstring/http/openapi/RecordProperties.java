package dev.firstring.http.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.firstring.http.Required;
import dev.firstring.http.RequiredIn;
import dev.firstring.http.Spelling;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes the properties of records: their descriptions, allowed values, and whether they can be null or absent,
 * which follows from the Java types. Nullability also depends on the direction, so it is only marked here and resolved
 * by {@link Nullability}. Thread-safe.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // Swagger's model uses raw schemas
final class RecordProperties implements ModelConverter {

    /** Marks a schema whose properties are all present unless marked otherwise. */
    static final String RECORD = "x-firstring-record";

    /** Marks a property that can be null. */
    static final String NULLABLE = "x-firstring-nullable";

    /** Marks a property that is omitted if it has no value. */
    static final String OPTIONAL = "x-firstring-optional";

    /** Marks a property that is required in snake_case requests. */
    static final String REQUIRED_IN_SNAKE = "x-firstring-required-in-snake";

    private static final String COMPONENTS = "#/components/schemas/";

    private final FieldTexts texts;

    RecordProperties(FieldTexts texts) {
        this.texts = texts;
    }

    @Override
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> owner = type.getType() == null
                ? Object.class
                : TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (schema != null && owner.isRecord()) {
            String reference = schema.get$ref();
            Schema model = reference == null
                    ? schema
                    : context.getDefinedModels().get(reference.substring(COMPONENTS.length()));
            if (model != null && model.getProperties() != null) {
                describe(owner, model);
            }
        }
        return schema;
    }

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    private void describe(Class<?> owner, Schema<?> model) {
        Object described =
                model.getExtensions() == null ? null : model.getExtensions().get(RECORD);
        if (described != null && !described.equals(owner.getName())) {
            throw new IllegalStateException("two records have one name: " + owner.getName() + " and " + described);
        }
        model.addExtension(RECORD, owner.getName());
        Map<String, Schema> properties = model.getProperties();
        for (RecordComponent component : owner.getRecordComponents()) {
            Schema property = properties.get(component.getName());
            if (property != null) {
                describe(owner, component, property);
                RequiredIn spelling = component.getAccessor().getAnnotation(RequiredIn.class);
                if (spelling != null && spelling.value() == Spelling.SNAKE) {
                    property.addExtension(REQUIRED_IN_SNAKE, true);
                }
                List<String> required = model.getRequired();
                if (component.getAccessor().isAnnotationPresent(Required.class)
                        && (required == null || !required.contains(component.getName()))) {
                    model.addRequiredItem(component.getName());
                }
            }
        }
    }

    private void describe(Class<?> owner, RecordComponent component, Schema property) {
        texts.description(owner, component.getName()).ifPresent(property::setDescription);
        List<String> words = texts.words(owner, component.getName());
        if (!words.isEmpty()) {
            Schema worded = property.getItems() == null ? property : property.getItems();
            worded.setEnum(words);
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            boolean leftOut = component.getAccessor().isAnnotationPresent(JsonInclude.class);
            property.addExtension(leftOut ? OPTIONAL : NULLABLE, true);
        }
    }
}
