package dev.firstring.softphone.link;

import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention rule of links. The audit trail keeps their creation and use. */
@Configuration(proxyBeanMethods = false)
class LinkRetention {

    @Bean
    RetentionRule expiredLinks() {
        return RetentionRule.byAge("softphone_link", "expires_at", Duration.ofDays(1));
    }
}
