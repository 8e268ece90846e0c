package dev.firstring.http.idempotency;

import dev.firstring.http.Problems;
import dev.firstring.http.SecretAnswer;
import dev.firstring.http.request.ClientAddresses;
import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.keys.SecretBox;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Orders the filter after Spring Security, so that keys are only read for authorized callers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class IdempotencyConfiguration {

    private static final int AFTER_SECURITY = -50;

    /** An hourly count is not needed after its hour. */
    private static final Duration COUNTS_KEPT = Duration.ofHours(2);

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            JdbcTemplate jdbc,
            Clock clock,
            IdempotencySettings settings,
            ClientAddresses addresses,
            ObjectProvider<RequestMappingHandlerMapping> routes,
            ObjectProvider<SecretAnswer> secrets,
            SecretBox box,
            Problems problems) {
        FilterRegistrationBean<IdempotencyFilter> filter = new FilterRegistrationBean<>(new IdempotencyFilter(
                new IdempotencyStore(jdbc, clock, settings),
                new RequestScope(addresses),
                new KeyedOperations(routes, secrets),
                box,
                problems));
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    @Bean
    RetentionRule oldIdempotencyKeys(IdempotencySettings settings) {
        return RetentionRule.byAge("idempotency_key", "created_at", settings.keep());
    }

    @Bean
    RetentionRule oldCountsOfIdempotencyKeys() {
        return RetentionRule.byAge("idempotency_caller", "hour", COUNTS_KEPT);
    }
}
