package dev.firstring.account.token;

import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class TokenRetention {

    @Bean
    RetentionRule expiredTokens() {
        return new RetentionRule("refresh_token", """
                DELETE FROM refresh_token
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM refresh_token WHERE expires_at < ? LIMIT ?))
                """, Duration.ofDays(1));
    }
}
