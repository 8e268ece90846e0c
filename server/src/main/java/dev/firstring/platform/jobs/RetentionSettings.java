package dev.firstring.platform.jobs;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what happened is kept at least. Registrations go once a day; of the others what goes is a day of sessions, a week of
 * verifications and messages, a month of audit events, once all of it is that old.
 *
 * @param messages messages, with their delivery; at least 2 days
 * @param verifications verifications; at least 2 days
 * @param sessions onboarding sessions, from their creation; at least 2 days, since the status of an ended session is
 *     available for a day
 * @param registrations seen registrations of phones, from the last time; at least 1 day
 * @param audit audit events; at least 30 days
 */
@Validated
@ConfigurationProperties("firstring.retention")
public record RetentionSettings(
        @DurationMin(days = 2) @DefaultValue("30d") Duration messages,
        @DurationMin(days = 2) @DefaultValue("30d") Duration verifications,
        @DurationMin(days = 2) @DefaultValue("7d") Duration sessions,
        @DurationMin(days = 1) @DefaultValue("90d") Duration registrations,
        @DurationMin(days = 30) @DefaultValue("400d") Duration audit) {}
