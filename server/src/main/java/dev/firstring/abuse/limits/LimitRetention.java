package dev.firstring.abuse.limits;

import dev.firstring.platform.jobs.PassRule;
import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class LimitRetention {

    @Bean
    PassRule oldSends() {
        return new PassRule("rate_limit", "taken[1]", Duration.ofDays(2));
    }

    @Bean
    PassRule oldGuards() {
        return new PassRule("number_guard", "updated_at", Duration.ofDays(30));
    }

    @Bean
    RetentionRule oldGuardCounts() {
        return new RetentionRule("guard_count", """
                DELETE FROM guard_count
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM guard_count WHERE bucket < ? ORDER BY bucket LIMIT ?
                                          FOR UPDATE SKIP LOCKED))
                """, Duration.ofDays(2));
    }

    @Bean
    RetentionRule usedChallenges() {
        return new RetentionRule("challenge_use", """
                DELETE FROM challenge_use
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM challenge_use WHERE expires_at < ? ORDER BY expires_at LIMIT ?
                                          FOR UPDATE SKIP LOCKED))
                """, Duration.ofHours(1));
    }
}
