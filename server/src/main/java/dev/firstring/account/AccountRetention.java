package dev.firstring.account;

import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.platform.jobs.RetentionRule;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The retention rules of this room. */
@Configuration(proxyBeanMethods = false)
public class AccountRetention {

    private static final Duration CLAIMS_KEPT = Duration.ofDays(60);

    @Bean
    public RetentionRule expiredSignIns() {
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

    @Bean
    RetentionRule oldClaims() {
        return RetentionRule.byAge("number_claim", "claimed_at", CLAIMS_KEPT);
    }

    /** Deletes bindings after the time that browsers keep the cookie of a device. */
    @Bean
    RetentionRule oldBindings() {
        return RetentionRule.byAge("device_binding", "seen_at", DeviceBindings.KEPT);
    }
}
