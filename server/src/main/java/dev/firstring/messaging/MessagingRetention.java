package dev.firstring.messaging;

import dev.firstring.platform.jobs.PartitionRule;
import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention rules of this module. */
@Configuration(proxyBeanMethods = false)
class MessagingRetention {

    @Bean
    PartitionRule oldMessages(RetentionSettings settings) {
        return new PartitionRule("message", settings.messages());
    }

    /** Receipts whose message is still unknown after a day are deleted. */
    @Bean
    RetentionRule oldEarlyReceipts() {
        return RetentionRule.byAge("early_receipt", "received_at", Duration.ofDays(1));
    }
}
