package dev.firstring.http.reading;

import dev.firstring.http.Problems;
import dev.firstring.http.rendering.AnswerHandler;
import dev.firstring.http.rendering.WireJson;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Configures the reading of requests. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ReadingConfiguration {

    private static final int AFTER_SECURITY = -40;

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(Problems problems) {
        FilterRegistrationBean<BodyLimitFilter> filter = new FilterRegistrationBean<>(new BodyLimitFilter(problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    @Bean
    FilterRegistrationBean<QueryParametersFilter> queryParametersFilter() {
        FilterRegistrationBean<QueryParametersFilter> filter =
                new FilterRegistrationBean<>(new QueryParametersFilter());
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    @Bean
    WebMvcConfigurer timesInQueries() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addFormatterForFieldType(Instant.class, new InstantText());
            }
        };
    }

    @Bean
    BodyResolver bodyResolver(WireJson json, Validator validator) {
        return new BodyResolver(new JsonReader(json), validator);
    }

    /**
     * Spring's own handlers of {@code @RequestBody} and {@code @ResponseBody} take precedence over custom ones; these
     * must come first.
     */
    @Bean
    SmartInitializingSingleton answersFirst(
            RequestMappingHandlerAdapter adapter, BodyResolver bodies, AnswerHandler answers) {
        return () -> {
            List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(List.of(bodies));
            resolvers.addAll(Objects.requireNonNull(adapter.getArgumentResolvers()));
            adapter.setArgumentResolvers(resolvers);
            List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>(List.of(answers));
            handlers.addAll(Objects.requireNonNull(adapter.getReturnValueHandlers()));
            adapter.setReturnValueHandlers(handlers);
        };
    }
}
