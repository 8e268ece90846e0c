package dev.firstring.http.openapi;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Determines the errors of an operation: its own, and those that follow from its parameters and its callers. */
final class OperationErrors {

    private OperationErrors() {}

    static Set<ErrorCode> of(Operation operation, HttpMethod method, Spelling spelling) {
        Set<ErrorCode> codes = OwnErrors.take(operation);
        codes.addAll(List.of(
                ErrorCode.MALFORMED_REQUEST,
                ErrorCode.INVALID_TOKEN,
                ErrorCode.INTERNAL_ERROR,
                ErrorCode.SERVICE_UNAVAILABLE));
        if (operation.getRequestBody() != null) {
            codes.addAll(List.of(
                    ErrorCode.VALIDATION_FAILED, ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE));
        }
        if (parameters(operation).stream().anyMatch(OperationErrors::isChecked)) {
            codes.add(ErrorCode.VALIDATION_FAILED);
        }
        if (method == HttpMethod.POST) {
            codes.addAll(List.of(
                    ErrorCode.VALIDATION_FAILED,
                    ErrorCode.RATE_LIMITED,
                    ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                    ErrorCode.IDEMPOTENCY_KEY_REUSED));
        }
        addRefusedCallers(operation, method, spelling, codes);
        return codes;
    }

    private static void addRefusedCallers(
            Operation operation, HttpMethod method, Spelling spelling, Set<ErrorCode> codes) {
        List<SecurityRequirement> callers = operation.getSecurity();
        boolean operators = accepts(callers, SecuritySchemes.API_KEY);
        boolean crossSite = spelling == Spelling.CAMEL && method != HttpMethod.GET;
        if (!callers.isEmpty() && callers.stream().noneMatch(SecurityRequirement::isEmpty)) {
            codes.add(ErrorCode.AUTHENTICATION_REQUIRED);
        }
        if (operators || (crossSite && accepts(callers, SecuritySchemes.COOKIE))) {
            codes.add(ErrorCode.FORBIDDEN);
        }
        if (!operators && !crossSite) {
            codes.remove(ErrorCode.FORBIDDEN);
        }
    }

    private static boolean accepts(List<SecurityRequirement> callers, String scheme) {
        return callers.stream().anyMatch(caller -> caller.containsKey(scheme));
    }

    /** Whether the parameter is required or restricted in its values. */
    private static boolean isChecked(Parameter parameter) {
        return Objects.equals(parameter.getIn(), "query")
                && (Boolean.TRUE.equals(parameter.getRequired())
                        || (parameter.getSchema() != null && !isText(parameter)));
    }

    private static boolean isText(Parameter parameter) {
        Set<?> types = parameter.getSchema().getTypes();
        return types != null
                && types.contains("string")
                && parameter.getSchema().getFormat() == null;
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }
}
