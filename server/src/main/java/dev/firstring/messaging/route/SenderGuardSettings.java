package dev.firstring.messaging.route;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a provider that fails is left alone for a while, and how much it is given at once.
 *
 * @param failureShare the share of failed sends, in percent, at which the circuit breaker opens; 30 to 100, default 50
 * @param sends the number of sends over which the share is computed; 10 to 1000, default 40
 * @param pause how long the circuit breaker stays open before the provider is tried again; 1 second to 5 minutes,
 *     default 10 seconds
 * @param atOnce concurrent messages of this node to one provider; further ones go to the next provider. 1 to 10000,
 *     default 200
 */
@Validated
@ConfigurationProperties("firstring.messaging.guard")
public record SenderGuardSettings(
        @Min(30) @Max(100) @DefaultValue("50") int failureShare,
        @Min(10) @Max(1000) @DefaultValue("40") int sends,

        @DurationMin(seconds = 1) @DurationMax(minutes = 5) @DefaultValue("10s")
        Duration pause,

        @Min(1) @Max(10000) @DefaultValue("200") int atOnce) {}
