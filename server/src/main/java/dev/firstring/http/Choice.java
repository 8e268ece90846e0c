package dev.firstring.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text must be one of the given values. Null is valid. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Choice.Check.class)
public @interface Choice {

    /** The allowed values, in the order in which a violation lists them. */
    String[] value();

    /** The key of the text in the bundle {@code problems}. */
    String message() default "field.choice";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Validates a text. */
    final class Check implements ConstraintValidator<Choice, CharSequence> {

        private Set<String> allowed = Set.of();

        @Override
        public void initialize(Choice choice) {
            allowed = Set.of(choice.value());
        }

        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null || allowed.contains(text.toString());
        }
    }
}
