package dev.firstring.http.reading;

import dev.firstring.http.Problem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;

/** Converts the results of Bean Validation to violations: the first of each field, in the order of {@link #ORDER}. */
public final class Violations {

    private static final List<String> ORDER = List.of(
            "field.required",
            "field.type",
            "field.blank",
            "field.control-characters",
            "field.too-long",
            "field.too-short",
            "field.pattern",
            "field.choice",
            "field.min",
            "field.max");

    private static final Comparator<Problem.Violation> BY_ORDER = Comparator.<Problem.Violation>comparingInt(
                    violation -> {
                        int place = ORDER.indexOf(violation.messageKey());
                        return place < 0 ? ORDER.size() : place;
                    })
            .thenComparing(Problem.Violation::messageKey);

    private Violations() {}

    static void refuseIfAny(Set<ConstraintViolation<Object>> found) {
        if (!found.isEmpty()) {
            throw Problem.validation(firstOfEach(found.stream()
                            .map(violation ->
                                    violation(violation.getPropertyPath().toString(), violation))
                            .toList()))
                    .asRefusal();
        }
    }

    /** The violations of one controller parameter. */
    public static List<Problem.Violation> of(ParameterValidationResult result, String name) {
        return result.getResolvableErrors().stream()
                .map(error -> of(error, result, name))
                .toList();
    }

    private static Problem.Violation of(MessageSourceResolvable error, ParameterValidationResult result, String name) {
        return violation(name, (ConstraintViolation<?>) result.unwrap(error, ConstraintViolation.class));
    }

    /** The violation of one query parameter that was bound to a record. */
    public static Problem.Violation of(FieldError error, String name) {
        return violation(name, error.unwrap(ConstraintViolation.class));
    }

    /** The first violation of each field. */
    public static List<Problem.Violation> firstOfEach(List<Problem.Violation> all) {
        Map<String, Problem.Violation> first = new TreeMap<>();
        for (Problem.Violation violation : all) {
            first.merge(violation.field(), violation, (one, other) -> BY_ORDER.compare(one, other) <= 0 ? one : other);
        }
        return List.copyOf(first.values());
    }

    private static Problem.Violation violation(String field, ConstraintViolation<?> violation) {
        ConstraintDescriptor<?> constraint = violation.getConstraintDescriptor();
        Map<String, Object> attributes = constraint.getAttributes();
        String template = violation.getMessageTemplate();
        String key = template.startsWith("field.") ? template : key(constraint, violation.getInvalidValue());
        return switch (key) {
            case "field.too-long" -> Problem.Violation.of(field, key, attributes.getOrDefault("max", 0));
            case "field.too-short" -> Problem.Violation.of(field, key, attributes.getOrDefault("min", 0));
            case "field.choice" -> Problem.Violation.of(field, key, choices(attributes.get("value")));
            case "field.min", "field.max" -> Problem.Violation.of(field, key, attributes.getOrDefault("value", 0));
            default -> Problem.Violation.of(field, key);
        };
    }

    private static String choices(@Nullable Object value) {
        return value instanceof String[] names ? String.join(", ", names) : String.valueOf(value);
    }

    /** The message key of a constraint of Bean Validation itself. */
    private static String key(ConstraintDescriptor<?> constraint, @Nullable Object value) {
        return switch (constraint.getAnnotation().annotationType().getSimpleName()) {
            case "NotNull" -> "field.required";
            case "NotBlank", "NotEmpty" -> value == null ? "field.required" : "field.blank";
            case "Pattern" -> "field.pattern";
            case "Min", "Positive", "PositiveOrZero" -> "field.min";
            case "Max" -> "field.max";
            case "Size" -> {
                Object max = constraint.getAttributes().get("max");
                yield value instanceof CharSequence text && max instanceof Integer most && text.length() > most
                        ? "field.too-long"
                        : "field.too-short";
            }
            default -> "field.invalid";
        };
    }
}
