package dev.firstring.onboarding.life;

import dev.firstring.platform.jobs.PartitionRule;
import dev.firstring.platform.jobs.RetentionSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention of verifications and sessions. */
@Configuration(proxyBeanMethods = false)
class FlowRetention {

    @Bean
    PartitionRule oldVerifications(RetentionSettings settings) {
        return new PartitionRule("verification", settings.verifications());
    }

    @Bean
    PartitionRule oldSessions(RetentionSettings settings) {
        return new PartitionRule("onboarding_session", settings.sessions());
    }
}
