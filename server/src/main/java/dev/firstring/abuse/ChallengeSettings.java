package dev.firstring.abuse;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The proof of work that a sender solves where one is wanted.
 *
 * @param difficulty the most hashes that a solution takes; half of it on average
 * @param lifetime how long a challenge may be solved
 */
@Validated
@ConfigurationProperties("firstring.challenge")
public record ChallengeSettings(
        @Min(1_000) @Max(10_000_000) @DefaultValue("100000") long difficulty,

        @DurationMin(seconds = 30) @DurationMax(minutes = 30) @DefaultValue("5m")
        Duration lifetime) {}
