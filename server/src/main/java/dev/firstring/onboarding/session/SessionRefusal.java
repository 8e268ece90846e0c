package dev.firstring.onboarding.session;

import java.time.Instant;
import java.util.Optional;

/** Why a session rejects an operation. */
public sealed interface SessionRefusal {

    record NotFound() implements SessionRefusal {}

    record Expired() implements SessionRefusal {}

    record Completed() implements SessionRefusal {}

    /** Cancelled by its owner, or superseded by a newer session of the same device and number. */
    record Cancelled() implements SessionRefusal {}

    record WrongStep(Step current) implements SessionRefusal {}

    /** What prevents an operation of one step; empty if nothing does. */
    static Optional<SessionRefusal> of(OnboardingSession session, Step expected, Instant now) {
        if (session.completed()) {
            return Optional.of(new Completed());
        }
        return ofLive(session, now)
                .or(() -> session.step() == expected ? Optional.empty() : Optional.of(new WrongStep(session.step())));
    }

    /** Why a conditional statement did not change a session, which was read again afterwards. */
    static SessionRefusal of(Optional<OnboardingSession> found, Instant now) {
        return found.map(session -> ofLive(session, now).orElseGet(() -> new WrongStep(session.step())))
                .orElseGet(NotFound::new);
    }

    /** What prevents any change of a session; empty if nothing does. */
    private static Optional<SessionRefusal> ofLive(OnboardingSession session, Instant now) {
        if (session.completed()) {
            return Optional.of(new Completed());
        }
        if (session.cancelled()) {
            return Optional.of(new Cancelled());
        }
        return session.expired(now) ? Optional.of(new Expired()) : Optional.empty();
    }
}
