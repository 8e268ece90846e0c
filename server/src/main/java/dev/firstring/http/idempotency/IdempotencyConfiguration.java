package dev.firstring.http.idempotency;

import dev.firstring.http.Problems;
import dev.firstring.http.client.ClientAddresses;
import dev.firstring.platform.keys.SecretBox;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the filter behind Spring Security, so that a key is looked at only for those who may call. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class IdempotencyConfiguration {

    private static final int AFTER_SECURITY = -50;

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            JdbcTemplate jdbc,
            Clock clock,
            IdempotencySettings settings,
            ClientAddresses addresses,
            SecretBox box,
            Problems problems) {
        FilterRegistrationBean<IdempotencyFilter> filter = new FilterRegistrationBean<>(new IdempotencyFilter(
                new IdempotencyStore(jdbc, clock, settings),
                new RequestScope(addresses, settings.sessionCookies()),
                box,
                problems));
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }
}
