package dev.firstring.verification;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How codes live and how often they may be tried.
 *
 * @param codeLength digits of a code; at least 6 (ASVS 6.5.4), at most 8
 * @param codeLifetime the lifetime of a code; never more than 10 minutes (ASVS 6.5.5, NIST SP 800-63B 3.1.3.2)
 * @param repeatWhileLeft a resend repeats the code while at least this much of its lifetime remains; otherwise it
 *     creates a new one
 * @param triesPerCode wrong codes after which a code is no longer accepted
 * @param triesPerSession wrong codes after which a session gets no further code; a resend does not reset it
 */
@Validated
@ConfigurationProperties("firstring.verification")
public record VerificationSettings(
        @Min(6) @Max(8) @DefaultValue("6") int codeLength,

        @DurationMin(minutes = 1) @DurationMax(minutes = 10) @DefaultValue("10m")
        Duration codeLifetime,

        @DurationMin(seconds = 0) @DurationMax(minutes = 10) @DefaultValue("5m")
        Duration repeatWhileLeft,

        @Min(1) @Max(5) @DefaultValue("3") int triesPerCode,
        @Min(1) @Max(10) @DefaultValue("5") int triesPerSession) {}
