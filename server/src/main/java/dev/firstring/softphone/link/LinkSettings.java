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
 * @param lifetime how long a link is good for
 * @param maxUses how many uses may be asked for; a link is good once unless more are
 * @param perCredential how many links of one credential are good at the same time; one more ends the oldest
 */
@Validated
@ConfigurationProperties("firstring.softphone.links")
public record LinkSettings(
        @DurationMin(minutes = 1) @DurationMax(hours = 24) @DefaultValue("10m")
        Duration lifetime,

        @Min(1) @Max(20) @DefaultValue("5") int maxUses,
        @Min(1) @Max(20) @DefaultValue("3") int perCredential) {}
