package dev.firstring.audit;

import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class AuditRetention {

    @Bean
    RetentionRule oldEvents(RetentionSettings settings) {
        return new RetentionRule("audit_event", """
                DELETE FROM audit_event
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM audit_event WHERE at < ? LIMIT ?))
                """, settings.audit());
    }
}
