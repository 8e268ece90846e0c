package dev.firstring.abuse.limits;

import dev.firstring.platform.jobs.PassRule;
import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention rules of the limits, the guard and the challenges. */
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
        return RetentionRule.byAge("guard_count", "bucket", Duration.ofDays(2));
    }

    @Bean
    RetentionRule usedChallenges() {
        return RetentionRule.byAge("challenge_use", "expires_at", Duration.ofHours(1));
    }
}
