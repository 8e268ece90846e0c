package dev.firstring.onboarding.start;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.Charge;
import dev.firstring.abuse.limits.ChargeSend;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.audit.Funnel;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.onboarding.start.NewSessions.NewSession;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Opens a session with its first code and message in one transaction, if the limits allow the message. Thread-safe. */
@Component
class OpenSession {

    private final ChargeSend chargeSend;
    private final NewSessions newSessions;
    private final OpeningStore store;
    private final SessionStore sessions;
    private final AuditTrail trail;
    private final Funnel funnel;

    OpenSession(
            ChargeSend chargeSend,
            NewSessions newSessions,
            OpeningStore store,
            SessionStore sessions,
            AuditTrail trail,
            Funnel funnel) {
        this.chargeSend = chargeSend;
        this.newSessions = newSessions;
        this.store = store;
        this.sessions = sessions;
        this.trail = trail;
        this.funnel = funnel;
    }

    /**
     * Opens the session, or returns why the session to be continued does not accept the number.
     *
     * @param testNumber whether the number is a test number, to which nothing is sent. Neither its sends nor the budget
     *     are limited, but the address is, and wrong codes lead to a wait, a challenge and a block as for every number
     */
    Charge<NewSession, OnboardingSession.Refusal> open(
            StartOnboarding.Request request, boolean testNumber, Instant now) {
        SendRequest send = new SendRequest(
                request.number(),
                request.address(),
                request.device().id(),
                request.device().proof(),
                true,
                testNumber,
                now);
        return chargeSend.charge(send, request.challenge(), granted -> open(request, testNumber, granted));
    }

    private Charge<NewSession, OnboardingSession.Refusal> open(
            StartOnboarding.Request request, boolean testNumber, Allowance.Granted granted) {
        Instant now = granted.receipt().at();
        NewSession session = newSessions.draw(request, granted.receipt().boundDevice(), testNumber, now);
        if (!store.open(session)) {
            return new Charge.Uncharged<>(OnboardingSession.Refusal.of(sessions.find(session.id(), now), now));
        }
        funnel.reached(Funnel.Step.STARTED, request.number());
        if (testNumber) {
            trail.record(now, AuditEvent.of("test-number.used", "owner", null, null));
        }
        return new Charge.Done<>(session, granted);
    }
}
