package dev.firstring.onboarding.session;

import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long sessions live and how often they send.
 *
 * @param lifetime how long a session has to complete
 * @param extension the time that one call to extend adds
 * @param longestLife the maximum age that a session can be extended to
 * @param answersAfterEnd how long the status of an ended session is available
 * @param smsAfter the wait after the first, second, … SMS before the next; when the list ends, no more in this session
 * @param voiceAfter the wait after the first, second, … call before the next
 * @param firstCallAfter the wait after the first SMS before the first call; no wait if the SMS was rejected
 * @param linkRepeat how long after linking the same client may repeat the call
 */
@Validated
@ConfigurationProperties("firstring.session")
public record SessionSettings(
        @DurationMin(minutes = 10) @DurationMax(hours = 24) @DefaultValue("1h")
        Duration lifetime,

        @DurationMin(minutes = 1) @DurationMax(hours = 24) @DefaultValue("1h")
        Duration extension,

        @DurationMin(hours = 1) @DurationMax(hours = 24) @DefaultValue("24h")
        Duration longestLife,

        @DurationMin(hours = 1) @DurationMax(days = 7) @DefaultValue("24h")
        Duration answersAfterEnd,

        @NotEmpty @DefaultValue({"1m", "2m", "5m", "10m"}) List<@DurationMin(seconds = 10) Duration> smsAfter,
        @NotEmpty @DefaultValue({"1m", "5m"}) List<@DurationMin(seconds = 10) Duration> voiceAfter,

        @DurationMin(seconds = 10) @DurationMax(minutes = 10) @DefaultValue("60s")
        Duration firstCallAfter,

        @DurationMin(seconds = 10) @DurationMax(minutes = 10) @DefaultValue("2m")
        Duration linkRepeat) {}
