package dev.firstring.account.token;

import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class TokenRetention {

    @Bean
    RetentionRule expiredSignIns() {
        return new RetentionRule("sign_in", """
                DELETE FROM sign_in
                 WHERE selector_hash = ANY (ARRAY(
                    SELECT selector_hash
                      FROM sign_in
                     WHERE expired_on <= (?::timestamptz AT TIME ZONE 'UTC')::date
                     ORDER BY expired_on
                     LIMIT ?
                       FOR UPDATE SKIP LOCKED))
                """, Duration.ofDays(1));
    }
}
