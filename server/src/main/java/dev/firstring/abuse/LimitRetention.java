package dev.firstring.abuse;

import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class LimitRetention {

    @Bean
    RetentionRule oldSends() {
        return new RetentionRule("rate_limit", """
                DELETE FROM rate_limit
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM rate_limit WHERE taken[1] < ? LIMIT ?))
                """, Duration.ofDays(2));
    }

    @Bean
    RetentionRule oldGuards() {
        return new RetentionRule("number_guard", """
                DELETE FROM number_guard
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM number_guard WHERE updated_at < ? LIMIT ?))
                """, Duration.ofDays(30));
    }

    @Bean
    RetentionRule oldGuardCounts() {
        return new RetentionRule("guard_count", """
                DELETE FROM guard_count
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM guard_count WHERE bucket < ? LIMIT ?))
                """, Duration.ofDays(2));
    }

    @Bean
    RetentionRule usedChallenges() {
        return new RetentionRule("challenge_use", """
                DELETE FROM challenge_use
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM challenge_use WHERE expires_at < ? LIMIT ?))
                """, Duration.ofHours(1));
    }
}
