package dev.firstring.messaging.outbox;

import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class MessageRetention {

    @Bean
    RetentionRule oldMessages(RetentionSettings settings) {
        return new RetentionRule("message", """
                DELETE FROM message
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM message WHERE created_at < ? LIMIT ?))
                """, settings.messages());
    }
}
