package dev.firstring.account.security;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents in OpenAPI who may call an operation, according to its parameters: operators with a scope, a signed-in
 * account, or any caller, with an optional token. Thread-safe.
 */
final class OperationCallers implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            Class<?> type = parameter.getParameterType();
            if (type == Operator.class) {
                operation.setSecurity(any(scopes(parameter), "apiKey", "bearer", "cookie"));
            } else if (type == AccountId.class) {
                operation.setSecurity(any(List.of(), "bearer", "cookie"));
            } else if (type == Caller.class) {
                operation.setSecurity(
                        Stream.concat(Stream.of(new SecurityRequirement()), any(List.of(), "bearer", "cookie").stream())
                                .toList());
            }
        }
        return operation;
    }

    private static List<SecurityRequirement> any(List<String> scopes, String... schemes) {
        return Stream.of(schemes)
                .map(scheme -> new SecurityRequirement().addList(scheme, scopes))
                .toList();
    }

    private static List<String> scopes(MethodParameter parameter) {
        Needs needs = parameter.getParameterAnnotation(Needs.class);
        return needs == null ? List.of() : List.of(needs.value().word());
    }
}
