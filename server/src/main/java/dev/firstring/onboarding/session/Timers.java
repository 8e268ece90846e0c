package dev.firstring.onboarding.session;

import org.jspecify.annotations.Nullable;

/**
 * What a session may do and when, in seconds from now: 0 is now, null is never in this session.
 *
 * @param attemptsLeft how often the current code may still be tried
 */
public record Timers(
        @Nullable Long nextSms,
        @Nullable Long nextCall,
        @Nullable Long nextVerificationAttempt,
        int attemptsLeft) {}
