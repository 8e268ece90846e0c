package dev.firstring.onboarding.life;

import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Extends and cancels sessions, each in one conditional statement. Thread-safe. */
@Component
public class ChangeSession {

    private final SessionStore sessions;
    private final Clock clock;

    ChangeSession(SessionStore sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Cancels the session permanently; returns why it was not cancelled, or empty. */
    public Optional<OnboardingSession.Refusal> cancel(SessionId id) {
        Instant now = clock.instant();
        return sessions.cancel(id, now) ? Optional.empty() : Optional.of(hindrance(id, now));
    }

    /** Extends the session if its number is not verified yet; returns why it was not extended, or empty. */
    public Optional<OnboardingSession.Refusal> extend(SessionId id, Duration by) {
        Instant now = clock.instant();
        return sessions.extend(id, by, now) ? Optional.empty() : Optional.of(hindrance(id, now));
    }

    private OnboardingSession.Refusal hindrance(SessionId id, Instant now) {
        return OnboardingSession.Refusal.of(sessions.find(id, now), now);
    }
}
