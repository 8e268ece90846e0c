package dev.firstring.softphone.link;

import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. The trail keeps that there were links. */
@Configuration(proxyBeanMethods = false)
class LinkRetention {

    @Bean
    RetentionRule expiredLinks() {
        return RetentionRule.byAge("softphone_link", "expires_at", Duration.ofDays(1));
    }
}
