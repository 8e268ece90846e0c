package dev.firstring.http.idempotency;

import dev.firstring.http.Problems;
import dev.firstring.http.SecretAnswer;
import dev.firstring.http.request.ClientAddresses;
import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.keys.SecretBox;
import jakarta.servlet.Filter;
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
    IdempotencyStore idempotencyStore(JdbcTemplate jdbc, Clock clock, IdempotencySettings settings) {
        return new IdempotencyStore(jdbc, clock, settings);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            IdempotencyStore store,
            ClientAddresses addresses,
            ObjectProvider<RequestMappingHandlerMapping> routes,
            ObjectProvider<SecretAnswer> secrets,
            SecretBox box,
            Problems problems) {
        return afterSecurity(new IdempotencyFilter(
                store,
                new RequestScope(addresses),
                new KeyedOperations(routes, secrets),
                new ClaimedRun(store, box),
                problems));
    }

    @Bean
    FilterRegistrationBean<FormFilter> formFilter(IdempotencyStore store, ClientAddresses addresses, SecretBox box) {
        return afterSecurity(new FormFilter(store, new RequestScope(addresses), new ClaimedRun(store, box)));
    }

    private static <F extends Filter> FilterRegistrationBean<F> afterSecurity(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(AFTER_SECURITY);
        return registration;
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
