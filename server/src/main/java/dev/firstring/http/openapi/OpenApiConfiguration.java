package dev.firstring.http.openapi;

import dev.firstring.http.Answer;
import dev.firstring.http.ClientAddress;
import dev.firstring.http.PublicUrl;
import dev.firstring.http.rendering.Texts;
import io.swagger.v3.core.converter.ModelConverter;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
}
