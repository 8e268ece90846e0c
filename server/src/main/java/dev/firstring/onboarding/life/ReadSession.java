package dev.firstring.onboarding.life;

import dev.firstring.abuse.SendLimits;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.onboarding.session.Step;
import dev.firstring.onboarding.session.Timers;
import dev.firstring.phone.PhoneNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Somebody asks how a session stands. Asking consumes nothing. Thread-safe. */
@Component
public class ReadSession {

    private final Sessions sessions;
    private final SessionTimers timers;
    private final SendLimits limits;
    private final Clock clock;

    ReadSession(Sessions sessions, SessionTimers timers, SendLimits limits, Clock clock) {
        this.sessions = sessions;
        this.timers = timers;
        this.limits = limits;
        this.clock = clock;
    }

    /** A session as it stands. */
    public record Status(OnboardingSession session, Timers timers, boolean expired) {}

    /** The session, or empty if there is none. Ended sessions answer for a day. */
    public Optional<Status> read(SessionId id) {
        Instant now = clock.instant();
        return sessions.find(id, now)
                .map(session -> new Status(session, timers.of(session, held(session, now)), session.expired(now)));
    }

    private Duration held(OnboardingSession session, Instant now) {
        PhoneNumber number = session.number();
        return session.step() == Step.OTP_VERIFICATION && number != null
                ? limits.untilNext(number, session.device().id(), session.boundDevice(), now)
                : Duration.ZERO;
    }
}
