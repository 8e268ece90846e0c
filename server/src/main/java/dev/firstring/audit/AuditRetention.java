package dev.firstring.audit;

import dev.firstring.platform.jobs.PartitionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention rules of this room. */
@Configuration(proxyBeanMethods = false)
class AuditRetention {

    @Bean
    PartitionRule oldEvents(RetentionSettings settings) {
        return new PartitionRule("audit_event", settings.audit());
    }
}
