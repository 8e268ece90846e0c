package dev.firstring.softphone.link;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Links by which softphones fetch their configuration.
 *
 * @param lifetime the lifetime of a link
 * @param maxUses the maximum number of uses that may be requested; a link has one use by default
 * @param perCredential how many links of one credential are valid at the same time; a further one ends the oldest
 */
@Validated
@ConfigurationProperties("firstring.softphone.links")
public record LinkSettings(
        @DurationMin(minutes = 1) @DurationMax(hours = 24) @DefaultValue("10m")
        Duration lifetime,

        @Min(1) @Max(20) @DefaultValue("5") int maxUses,
        @Min(1) @Max(20) @DefaultValue("3") int perCredential) {}
