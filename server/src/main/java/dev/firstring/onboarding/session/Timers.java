package dev.firstring.onboarding.session;

import org.jspecify.annotations.Nullable;

/**
 * When the next actions of a session are available, in seconds from now: 0 is now, null is never in this session.
 *
 * @param attemptsLeft the remaining attempts for the current code
 */
public record Timers(
        @Nullable Long nextSms,
        @Nullable Long nextCall,
        @Nullable Long nextVerificationAttempt,
        int attemptsLeft) {}
