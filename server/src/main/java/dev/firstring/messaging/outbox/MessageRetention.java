package dev.firstring.messaging.outbox;

import dev.firstring.platform.jobs.PartitionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class MessageRetention {

    @Bean
    PartitionRule oldMessages(RetentionSettings settings) {
        return new PartitionRule("message", settings.messages());
    }
}
