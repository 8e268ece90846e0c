package dev.firstring.messaging;

import dev.firstring.platform.jobs.PartitionRule;
import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class MessagingRetention {

    @Bean
    PartitionRule oldMessages(RetentionSettings settings) {
        return new PartitionRule("message", settings.messages());
    }

    /** Receipts whose message never came are of no use after a day. */
    @Bean
    RetentionRule oldEarlyReceipts() {
        return RetentionRule.byAge("early_receipt", "received_at", Duration.ofDays(1));
    }
}
