package dev.firstring.web.onboarding;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.security.AccountGate;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.web.live.LiveState;
import dev.firstring.web.live.RegistrationTexts;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The state of a session for an open page: first the message's delivery, then the phone's registration. Thread-safe.
 */
@Component
final class SessionLive {

    private final ReadSession readSession;
    private final ReadCredential readCredential;
    private final RegistrationTexts registrations;
    private final MessageSource texts;
    private final AccountGate gate;
    private final Clock clock;

    SessionLive(
            ReadSession readSession,
            ReadCredential readCredential,
            RegistrationTexts registrations,
            MessageSource texts,
            AccountGate gate,
            Clock clock) {
        this.gate = gate;
        this.clock = clock;
        this.readSession = readSession;
        this.readCredential = readCredential;
        this.registrations = registrations;
        this.texts = texts;
    }

    /**
     * Returns the state; empty if the session is expired or cancelled, or its caller is signed out. When the session
     * has an account, only a caller who is signed in to that account sees its registrations; the session id no longer
     * grants access.
     */
    Optional<LiveState> of(SessionId id, Caller caller, Locale language) {
        return readSession
                .read(id)
                .filter(status -> !status.expired() && !status.session().cancelled())
                .filter(status -> status.session().accountId() == null
                        || !(caller instanceof Caller.Known known)
                        || gate.stillAdmits(known))
                .map(status -> state(status, caller, language));
    }

    private static boolean isOwner(OnboardingSession session, Caller caller) {
        return caller instanceof Caller.Known known && known.account().value().equals(session.accountId());
    }

    private LiveState state(ReadSession.Status status, Caller caller, Locale language) {
        OnboardingSession session = status.session();
        String step = session.step().word();
        UUID credential = session.credentialId();
        UUID account = session.accountId();
        if (credential == null || account == null) {
            return new LiveState(step, code(status, language), null);
        }
        if (!isOwner(session, caller)) {
            return LiveState.at(step);
        }
        return readCredential
                .byId(new CredentialId(credential), new AccountId(account))
                .map(found -> new LiveState(step, null, registrations.of(found.credential(), language)))
                .orElseGet(() -> LiveState.at(step));
    }

    private LiveState.Code code(ReadSession.Status status, Locale language) {
        String state =
                CodeState.of(status.session(), status.timers(), clock.instant()).word();
        Delivery delivery = status.session().delivery();
        return delivery == null
                ? new LiveState.Code(state, null, null)
                : new LiveState.Code(state, delivery.state().word(), text(delivery, language));
    }

    private String text(Delivery delivery, Locale language) {
        return texts.getMessage(CodePages.deliveryKey(delivery), null, language);
    }
}
