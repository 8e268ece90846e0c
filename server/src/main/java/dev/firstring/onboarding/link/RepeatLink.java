package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.profile.Profiles;
import dev.firstring.account.token.Proof;
import dev.firstring.account.token.Tokens;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionSettings;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.ReadCredential;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Repeats the result of an earlier link whose response was lost or requested twice: the same account and credential,
 * with new tokens. Only the caller that linked gets it, for {@code firstring.session.link-repeat}, and only while the
 * account's sign-ins have not been ended and the credential's password and state have not changed. After that, the
 * session id gives access to nothing. Thread-safe.
 */
@Component
class RepeatLink {

    private final LinkedSessionStore store;
    private final ReadCredential readCredential;
    private final Profiles profiles;
    private final Tokens tokens;
    private final DeviceBindings devices;
    private final SessionSettings settings;

    RepeatLink(
            LinkedSessionStore store,
            ReadCredential readCredential,
            Profiles profiles,
            Tokens tokens,
            DeviceBindings devices,
            SessionSettings settings) {
        this.store = store;
        this.readCredential = readCredential;
        this.profiles = profiles;
        this.tokens = tokens;
        this.devices = devices;
        this.settings = settings;
    }

    LinkAccount.Outcome repeat(SessionId id, OnboardingSession session, Caller caller, Instant now) {
        UUID credential = session.credentialId();
        PhoneNumber number = session.number();
        UUID account = session.accountId();
        if (credential == null
                || account == null
                || number == null
                || !sameCaller(session, caller)
                || !store.isRepeatable(id, now.minus(settings.linkRepeat()))) {
            return new LinkAccount.Outcome.NotNow(new OnboardingSession.Refusal.Completed());
        }
        AccountId owner = new AccountId(account);
        Optional<ReadCredential.Found> found = readCredential.byId(new CredentialId(credential), owner);
        SipSecret secret = found.map(ReadCredential.Found::secret).orElse(null);
        if (found.isEmpty() || secret == null) {
            return new LinkAccount.Outcome.NotNow(new OnboardingSession.Refusal.Completed());
        }
        return new LinkAccount.Outcome.Linked(
                owner,
                profiles.displayNameOf(owner).orElse(null),
                number,
                found.get().credential(),
                secret,
                tokens.issue(owner, proof(session, caller), now),
                devices.bind(owner, session.device().proof(), now).orElse(null));
    }

    private static Proof proof(OnboardingSession session, Caller caller) {
        return caller instanceof Caller.Known known
                ? new Proof(Proof.Kind.TOKEN_AGAIN, known.signedInAt())
                : new Proof(Proof.Kind.NUMBER_AGAIN, session.completedAt());
    }

    private static boolean sameCaller(OnboardingSession session, Caller caller) {
        return switch (caller) {
            case Caller.Anonymous anonymous -> LinkedSessionStore.By.NUMBER.matches(session.linkedBy());
            case Caller.Known(AccountId account, var _, var _) ->
                account.value().equals(session.accountId());
            case Caller.External external -> false;
        };
    }
}
