package dev.firstring.platform.start;

import static dev.firstring.platform.configuration.ConfigurationMistakes.line;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Describes values of settings that violate constraints, and the allowed values. */
final class ConstraintMistakes {

    private ConstraintMistakes() {}

    /** Returns a line for each value below a prefix that violates a constraint. */
    static List<String> in(String prefix, Object settings) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            return validator.validate(settings).stream()
                    .map(violation -> told(prefix, violation))
                    .sorted()
                    .toList();
        }
    }

    private static String told(String prefix, ConstraintViolation<?> violation) {
        String name = prefix + "."
                + Arrays.stream(violation.getPropertyPath().toString().split("\\."))
                        .map(DataObjectPropertyName::toDashedForm)
                        .collect(Collectors.joining("."));
        return line(name, BindMistakes.shown(name, violation.getInvalidValue()), violation.getMessage());
    }
}
