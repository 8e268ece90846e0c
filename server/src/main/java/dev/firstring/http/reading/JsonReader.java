package dev.firstring.http.reading;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import dev.firstring.http.rendering.WireJson;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON object into a record. Thread-safe. */
final class JsonReader {

    private final WireJson json;

    JsonReader(WireJson json) {
        this.json = json;
    }

    /**
     * Reads the document.
     *
     * @throws Problem.Refusal with MALFORMED_REQUEST if it is not exactly one valid JSON object, with VALIDATION_FAILED
     *     if a field has a wrong type
     */
    Object read(byte[] document, Type type, Spelling spelling) {
        if (!WireText.holdsObject(document)) {
            throw malformed();
        }
        JsonMapper mapper = json.in(spelling);
        JavaType target = mapper.constructType(type);
        try {
            return mapper.readValue(document, target);
        } catch (MismatchedInputException | InputCoercionException | ValueInstantiationException e) {
            if (e.getPath().isEmpty()) {
                throw malformed();
            }
            throw Problem.validation(List.of(violation(e, mapper))).asRefusal();
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    static Problem.Refusal malformed() {
        return Problem.of(ErrorCode.MALFORMED_REQUEST).asRefusal();
    }

    private static Problem.Violation violation(JacksonException fault, JsonMapper mapper) {
        String field = field(fault.getPath());
        if (fault instanceof InvalidFormatException format && format.getValue() instanceof String) {
            Class<?> target = format.getTargetType();
            if (target != null && target.isEnum()) {
                return Problem.Violation.of(field, "field.choice", choices(target, mapper));
            }
        }
        return Problem.Violation.of(
                field, fault instanceof ValueInstantiationException ? "field.invalid" : "field.type");
    }

    private static String choices(Class<?> type, JsonMapper mapper) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> mapper.convertValue(constant, String.class))
                .collect(Collectors.joining(", "));
    }

    private static String field(List<JacksonException.Reference> path) {
        StringBuilder field = new StringBuilder();
        for (JacksonException.Reference step : path) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(Names.camel(step.getPropertyName()));
            }
        }
        return field.toString();
    }
}
