package dev.firstring.sipserver.fleet;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a SIP server that fails is left alone for a while.
 *
 * @param failureShare the share of failed calls, in percent, at which the circuit breaker opens; 30 to 100, default 60
 * @param calls the number of calls over which the share is computed; 10 to 1000, default 40
 * @param pause how long the circuit breaker stays open before the server is tried again; 1 second to 5 minutes, default
 *     5 seconds
 */
@Validated
@ConfigurationProperties("firstring.sip-server.breaker")
public record BreakerSettings(
        @Min(30) @Max(100) @DefaultValue("60") int failureShare,
        @Min(10) @Max(1000) @DefaultValue("40") int calls,

        @DurationMin(seconds = 1) @DurationMax(minutes = 5) @DefaultValue("5s")
        Duration pause) {}
