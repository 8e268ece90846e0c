package dev.firstring.http.openapi;

import dev.firstring.http.Answer;
import dev.firstring.http.Choice;
import dev.firstring.http.CleanText;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.PublicUrl;
import dev.firstring.http.rendering.Texts;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** Teaches springdoc the conventions of this room: the envelope, problems, headers and the second spelling. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {

    OpenApiConfiguration() {
        SpringDocUtils.getConfig()
                .addResponseWrapperToIgnore(Answer.class)
                .addRequestWrapperToIgnore(ClientAddress.class, PublicUrl.class);
    }

    /** The operations for browsers. */
    @Bean
    GroupedOpenApi webDocument() {
        return GroupedOpenApi.builder()
                .group("web")
                .pathsToMatch("/api/**", "/provisioning/**")
                .pathsToExclude("/api/v1/**", "/api/admin/**")
                .build();
    }

    /** The operations for mobile apps. */
    @Bean
    GroupedOpenApi mobileDocument() {
        return GroupedOpenApi.builder()
                .group("mobile")
                .pathsToMatch("/api/v1/**", "/provisioning/**")
                .pathsToExclude("/api/v1/admin/**")
                .build();
    }

    /** The operations for operators. */
    @Bean
    GroupedOpenApi adminDocument() {
        return GroupedOpenApi.builder()
                .group("admin")
                .pathsToMatch("/api/admin/**", "/api/v1/admin/**")
                .build();
    }

    @Bean
    PropertyCustomizer fieldConstraints() {
        return new FieldConstraints();
    }

    @Bean
    ModelConverter recordProperties() {
        return new RecordProperties(new FieldTexts());
    }

    @Bean
    GlobalOperationCustomizer wireParameters() {
        return new WireParameters(new FieldTexts());
    }

    @Bean
    GlobalOperationCustomizer ownErrors() {
        return new OwnErrors();
    }

    @Bean
    GlobalOpenApiCustomizer wireDocument(Texts texts) {
        return new WireDocument(texts.languages(), new Examples());
    }

    /** Documents the constraints of this room on the fields that carry them. Thread-safe. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // springdoc passes raw schemas
    static final class FieldConstraints implements PropertyCustomizer {

        @Override
        public Schema customize(Schema property, AnnotatedType type) {
            Annotation[] annotations = type.getCtxAnnotations();
            if (property == null || annotations == null) {
                return property;
            }
            for (Annotation annotation : annotations) {
                switch (annotation) {
                    case CleanText text -> property.setMaxLength(text.max());
                    case Choice choice -> property.setEnum(List.of(choice.value()));
                    default -> {}
                }
            }
            return property;
        }
    }

    /**
     * Describes the parameters that the client sends, and removes those that the service resolves itself, such as the
     * caller and the address. Thread-safe.
     */
    static final class WireParameters implements GlobalOperationCustomizer {

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
}
