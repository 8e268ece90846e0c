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
        return new RetentionRule("softphone_link", """
                DELETE FROM softphone_link
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM softphone_link WHERE expires_at < ? ORDER BY expires_at LIMIT ?
                                          FOR UPDATE SKIP LOCKED))
                """, Duration.ofDays(1));
    }
}
