package dev.firstring.onboarding.history;

import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this room forgets, and when. */
@Configuration(proxyBeanMethods = false)
class FlowRetention {

    @Bean
    RetentionRule oldVerifications(RetentionSettings settings) {
        return new RetentionRule("verification", """
                DELETE FROM verification
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM verification WHERE created_at < ? LIMIT ?))
                """, settings.verifications());
    }

    @Bean
    RetentionRule oldSessions(RetentionSettings settings) {
        return new RetentionRule("onboarding_session", """
                DELETE FROM onboarding_session
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM onboarding_session WHERE created_at < ? LIMIT ?))
                """, settings.sessions());
    }
}
