package dev.firstring.http.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes the parameters that the client sends, and removes those that the service resolves itself, such as the
 * caller and the address. Thread-safe.
 */
final class WireParameters implements GlobalOperationCustomizer {

    private static final List<Class<? extends Annotation>> FROM_THE_CLIENT = List.of(
            RequestParam.class,
            PathVariable.class,
            RequestHeader.class,
            CookieValue.class,
            ModelAttribute.class,
            RequestBody.class);

    private final FieldTexts texts;

    WireParameters(FieldTexts texts) {
        this.texts = texts;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        List<Parameter> documented = operation.getParameters();
        if (documented != null) {
            Set<String> given = Stream.of(method.getMethodParameters())
                    .filter(WireParameters::isGiven)
                    .map(parameter -> parameter.getParameter().getName())
                    .collect(Collectors.toSet());
            operation.setParameters(documented.stream()
                    .filter(parameter -> !given.contains(parameter.getName()))
                    .toList());
            operation.getParameters().forEach(parameter -> describe(operation, parameter));
        }
        return operation;
    }

    private void describe(Operation operation, Parameter parameter) {
        String id = String.valueOf(operation.getOperationId());
        texts.parameter(id, parameter.getName()).ifPresent(parameter::setDescription);
        List<String> words = texts.wordsOfParameter(id, parameter.getName());
        if (!words.isEmpty()) {
            // springdoc shares one schema instance among all parameters of a type
            Schema<Object> choice = Schemas.text(null);
            choice.setEnum(List.copyOf(words));
            parameter.setSchema(choice);
        }
    }

    private static boolean isGiven(MethodParameter parameter) {
        return FROM_THE_CLIENT.stream().noneMatch(parameter::hasParameterAnnotation);
    }
}
