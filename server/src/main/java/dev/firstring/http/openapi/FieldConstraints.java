package dev.firstring.http.openapi;

import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.util.List;
import org.springdoc.core.customizers.PropertyCustomizer;

/** Documents the constraints of this room on the fields that carry them. Thread-safe. */
@SuppressWarnings({"rawtypes", "unchecked"}) // springdoc passes raw schemas
final class FieldConstraints implements PropertyCustomizer {

    @Override
    public Schema customize(Schema property, AnnotatedType type) {
        Annotation[] annotations = type.getCtxAnnotations();
        if (property == null || annotations == null) {
            return property;
        }
        for (Annotation annotation : annotations) {
            switch (annotation) {
                case CleanText text -> property.setMaxLength(text.max());
                case Choice choice -> property.setEnum(List.of(choice.value()));
                default -> {}
            }
        }
        return property;
    }
}
