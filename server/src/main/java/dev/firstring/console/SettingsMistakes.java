package dev.firstring.console;

import dev.firstring.platform.configuration.StartFailure;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.validation.FieldError;

/** Says in a line each what is wrong with settings that could not be bound. */
final class SettingsMistakes {

    private SettingsMistakes() {}

    static List<String> of(RuntimeException thrown) {
        StartFailure failure = Failures.find(thrown, StartFailure.class);
        if (failure != null) {
            return failure.lines();
        }
        BindValidationException invalid = Failures.find(thrown, BindValidationException.class);
        if (invalid != null) {
            return invalid.getValidationErrors().getAllErrors().stream()
                    .map(error -> invalid.getValidationErrors().getName()
                            + (error instanceof FieldError field ? "." + field.getField() : "") + ": "
                            + error.getDefaultMessage())
                    .toList();
        }
        BindException unbound = Failures.find(thrown, BindException.class);
        if (unbound != null) {
            return List.of(unbound.getName() + ": " + firstLine(unbound));
        }
        throw thrown;
    }

    static String firstLine(Throwable thrown) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(thrown).getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }
}
