package dev.firstring.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * The text is fit for display: it is not blank, has at most {@code max} code points in Unicode's composed form (NFC),
 * and contains no control characters, line breaks, unpaired surrogates or bidirectional formatting characters. Null is
 * valid.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CleanText.Check.class)
public @interface CleanText {

    /** The maximum length in code points. */
    int max();

    /** The key of the text in the bundle {@code problems}. */
    String message() default "field.too-long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Validates a text. */
    final class Check implements ConstraintValidator<CleanText, CharSequence> {

        private int max;

        @Override
        public void initialize(CleanText limits) {
            max = limits.max();
        }

        @Override
        public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            String text = value.toString();
            if (text.codePoints().allMatch(Check::showsNothing)) {
                return refuse("field.blank", context);
            }
            if (text.codePoints().anyMatch(Check::mustNotStandInText)) {
                return refuse("field.control-characters", context);
            }
            String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
            return composed.codePointCount(0, composed.length()) <= max;
        }

        private static boolean refuse(String key, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(key).addConstraintViolation();
            return false;
        }

        private static boolean showsNothing(int point) {
            return Character.isWhitespace(point)
                    || Character.isSpaceChar(point)
                    || (Character.getType(point) == Character.FORMAT && !turnsDirection(point));
        }

        private static boolean mustNotStandInText(int point) {
            return switch (Character.getType(point)) {
                case Character.CONTROL, Character.SURROGATE -> true;
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                default -> turnsDirection(point) || (point & 0xFFFE) == 0xFFFE;
            };
        }

        private static boolean turnsDirection(int point) {
            return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        }
    }
}
