package dev.firstring.http;

import java.util.List;

/**
 * One field that failed validation.
 *
 * @param field the camelCase name, or a path such as {@code contacts[0].displayName}; converted to the client's
 *     spelling when the response is written
 * @param messageKey the key of the text in the bundle {@code problems}, such as {@code field.required}
 * @param arguments the arguments of that text
 */
public record Violation(String field, String messageKey, List<Object> arguments) {

    public Violation {
        arguments = List.copyOf(arguments);
    }

    public static Violation of(String field, String messageKey, Object... arguments) {
        return new Violation(field, messageKey, List.of(arguments));
    }
}
