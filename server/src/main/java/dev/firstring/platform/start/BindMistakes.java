package dev.firstring.platform.start;

import static dev.firstring.platform.configuration.ConfigurationMistakes.line;

import dev.firstring.platform.Secret;
import dev.firstring.platform.WireWord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Describes settings that could not be bound, and the allowed values. */
final class BindMistakes {

    private static final Pattern SECRET = Pattern.compile("password|secret|token|credential|key(?!id)|pin$");
    private static final Pattern LOGIN_IN_URL = Pattern.compile("(?<=//[^/@:]{0,99}:)[^/@]*(?=@)|(?<=password=)[^&]*");

    private BindMistakes() {}

    static List<String> of(BindException failure) {
        BindValidationException invalid = Explanation.first(failure, BindValidationException.class);
        if (invalid != null) {
            String prefix = invalid.getValidationErrors().getName().toString();
            return invalid.getValidationErrors().getAllErrors().stream()
                    .map(error -> ofConstraint(prefix, error))
                    .toList();
        }
        UnboundConfigurationPropertiesException unknown =
                Explanation.first(failure, UnboundConfigurationPropertiesException.class);
        if (unknown != null) {
            return unknown.getUnboundProperties().stream()
                    .map(property -> property.getName() + ": is not a setting")
                    .toList();
        }
        BeanInstantiationException refused = Explanation.first(failure, BeanInstantiationException.class);
        if (refused != null && refused.getCause() != null) {
            return List.of(withName(
                    failure.getName().toString(),
                    String.valueOf(refused.getCause().getMessage())));
        }
        return List.of(ofConversion(failure));
    }

    private static String ofConstraint(String prefix, ObjectError error) {
        String message = String.valueOf(error.getDefaultMessage());
        if (error instanceof FieldError field) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(field.getField());
            return line(name, shown(name, field.getRejectedValue()), message);
        }
        return withName(prefix, message);
    }

    private static String ofConversion(BindException failure) {
        String name = failure.getName().toString();
        @Nullable Class<?> wanted = failure.getTarget().getType().resolve();
        Object value =
                failure.getProperty() == null ? "" : failure.getProperty().getValue();
        return line(name, wanted == Secret.class ? "(secret)" : shown(name, value), allowed(wanted));
    }

    private static String withName(String name, String message) {
        return message.startsWith(name) ? message : name + ": " + message;
    }

    static String shown(String name, @Nullable Object value) {
        if (value == null || value.equals("")) {
            return "";
        }
        String last = name.substring(name.lastIndexOf('.') + 1).replace("-", "");
        if (value instanceof Secret
                || SECRET.matcher(last.toLowerCase(Locale.ROOT)).find()) {
            return "(secret)";
        }
        return LOGIN_IN_URL.matcher(value.toString()).replaceAll("...");
    }

    private static String allowed(@Nullable Class<?> type) {
        if (type == null) {
            return "has a value that cannot be read";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> WireWord.Hyphenated.of((Enum<?>) constant))
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (type == Duration.class) {
            return "must be a duration such as 500ms, 30s, 5m, 24h, 30d";
        }
        if (type == DataSize.class) {
            return "must be a size such as 16KB, 5MB";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "must be a whole number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "must be a number";
        }
        return "is not a valid " + type.getSimpleName();
    }
}
