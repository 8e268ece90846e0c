package dev.firstring.onboarding.life;

import dev.firstring.abuse.limits.SendLimits;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionSettings;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.sip.CredentialId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads the state of a session. Reading consumes nothing. Thread-safe. */
@Component
public class ReadSession {

    private final SessionStore sessions;
    private final ProvisionedSessions provisioned;
    private final SessionTimers timers;
    private final SendLimits limits;
    private final SessionSettings settings;
    private final Clock clock;

    ReadSession(
            SessionStore sessions,
            ProvisionedSessions provisioned,
            SessionTimers timers,
            SendLimits limits,
            SessionSettings settings,
            Clock clock) {
        this.settings = settings;
        this.sessions = sessions;
        this.provisioned = provisioned;
        this.timers = timers;
        this.limits = limits;
        this.clock = clock;
    }

    /** A session with its timers. */
    public record Status(OnboardingSession session, Timers timers, boolean expired) {}

    /**
     * The session; empty if there is none. Ended sessions can be read for {@code firstring.session.answers-after-end}.
     */
    public Optional<Status> read(SessionId id) {
        Instant now = clock.instant();
        return sessions.find(id, now)
                .map(this::provisioned)
                .map(session -> new Status(session, timers.of(session, held(session, now)), session.expired(now)));
    }

    /**
     * The active session of a device. The device id is chosen by the client and proves nothing. Therefore the token
     * that the service issued to the device is required too, and the session must have been started with both. The
     * session id is known only to the client.
     */
    public Optional<SessionStore.Active> active(String deviceId, DeviceToken token) {
        return sessions.findActive(deviceId, token.proof(), clock.instant());
    }

    /**
     * Whether the bearer of the session id may still learn whose session it is: until its link can no longer be
     * repeated.
     */
    public boolean isOpen(OnboardingSession session) {
        Instant completed = session.completedAt();
        return completed == null || completed.plus(settings.linkRepeat()).isAfter(clock.instant());
    }

    /** Completes a session whose node crashed before it reported that the SIP servers have the credential. */
    private OnboardingSession provisioned(OnboardingSession session) {
        UUID credential = session.credentialId();
        return session.step() == Step.SIP_PROVISIONING
                        && credential != null
                        && provisioned.complete(List.of(new CredentialId(credential)))
                ? session.complete()
                : session;
    }

    private Duration held(OnboardingSession session, Instant now) {
        return session.step() == Step.OTP_VERIFICATION && session.number() != null
                ? limits.untilNext(session.guardSubject(), now)
                : Duration.ZERO;
    }
}
