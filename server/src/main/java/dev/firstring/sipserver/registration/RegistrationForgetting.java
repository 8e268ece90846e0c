package dev.firstring.sipserver.registration;

import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.platform.jobs.PassRule;
import dev.firstring.platform.jobs.RetentionSettings;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Retention of registrations, and their erasure with the account. */
@Configuration(proxyBeanMethods = false)
class RegistrationForgetting {

    @Bean
    PassRule oldRegistrations(RetentionSettings settings) {
        return new PassRule("sip_registration", "last_seen_at", settings.registrations());
    }

    @Bean
    AccountErasure registrationErasure(JdbcTemplate jdbc) {
        return new Erasure(jdbc);
    }

    /** Registrations contain addresses and devices of a person, so they are personal data. */
    private record Erasure(JdbcTemplate jdbc) implements AccountErasure {

        @Override
        public void erase(AccountId account, Instant now) {
            jdbc.update("""
                    WITH held AS MATERIALIZED (
                        SELECT id FROM sip_credential WHERE account_id = ? ORDER BY id FOR NO KEY UPDATE
                    )
                    DELETE FROM sip_registration USING held WHERE sip_registration.credential_id = held.id
                    """, account.value());
        }
    }
}
