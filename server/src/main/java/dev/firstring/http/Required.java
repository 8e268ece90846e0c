package dev.firstring.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** The field must be present, and a text must not be blank. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Required.Check.class)
public @interface Required {

    /** The key of the text in the bundle {@code problems}. */
    String message() default "field.required";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Validates a value. */
    final class Check implements ConstraintValidator<Required, Object> {

        @Override
        public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
            if (value instanceof CharSequence text && text.toString().isBlank()) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate("field.blank").addConstraintViolation();
                return false;
            }
            return value != null;
        }
    }
}
