package dev.firstring.account.security;

import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/** Documents who may call an operation of operators: nobody who is anonymous, and with which scope. Thread-safe. */
final class OperatorOperations implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Stream.of(method.getMethodParameters())
                .filter(parameter -> parameter.getParameterType() == Operator.class)
                .findFirst()
                .ifPresent(parameter -> operation.setSecurity(Stream.of("apiKey", "bearer", "cookie")
                        .map(scheme -> new SecurityRequirement().addList(scheme, scopes(parameter)))
                        .toList()));
        return operation;
    }

    private static List<String> scopes(MethodParameter parameter) {
        Needs needs = parameter.getParameterAnnotation(Needs.class);
        return needs == null ? List.of() : List.of(needs.value().word());
    }
}
