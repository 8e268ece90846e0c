package dev.firstring.messaging.receipt;

import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Receipts whose message never came are of no use after a day. */
@Configuration(proxyBeanMethods = false)
class ReceiptRetention {

    @Bean
    RetentionRule oldEarlyReceipts() {
        return new RetentionRule("early_receipt", """
                DELETE FROM early_receipt
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM early_receipt WHERE received_at < ? ORDER BY received_at LIMIT ?
                                          FOR UPDATE SKIP LOCKED))
                """, Duration.ofDays(1));
    }
}
