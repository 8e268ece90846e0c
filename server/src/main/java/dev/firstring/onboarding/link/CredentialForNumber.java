package dev.firstring.onboarding.link;

import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.settings.ClientSettings;
import dev.firstring.sip.sync.CredentialSync;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Gives the account its credential for the number and completes the session. In the caller's transaction. */
@Component
class CredentialForNumber {

    private final ProvisionCredential provisionCredential;
    private final ClientSettings clients;
    private final Completion completion;
    private final CredentialSync sync;

    CredentialForNumber(
            ProvisionCredential provisionCredential,
            ClientSettings clients,
            Completion completion,
            CredentialSync sync) {
        this.sync = sync;
        this.provisionCredential = provisionCredential;
        this.clients = clients;
        this.completion = completion;
    }

    sealed interface Result {}

    record Ready(Credential credential, SipSecret secret) implements Result {}

    record Refused(LinkOutcome outcome) implements Result {}

    /** The credential with how far the SIP servers are; after the commit. */
    Credential brought(Credential credential) {
        return sync.bring(credential);
    }

    Result provision(
            SessionId id,
            OnboardingSession session,
            PhoneNumber number,
            ClaimOutcome.Claimed claimed,
            Completion.By by,
            Instant now) {
        DisplayName name = claimed.displayName();
        ProvisionCredential.Order order = new ProvisionCredential.Order(
                claimed.account(), number, name, session.device().id(), clients.transport(), "owner", now);
        return switch (provisionCredential.provision(order)) {
            case ProvisionCredential.Provisioned given -> {
                completion.complete(
                        id, session, claimed.account(), given.credential().id(), by, now);
                yield new Ready(given.credential(), given.secret());
            }
            case ProvisionCredential.Suspended suspended -> new Refused(new LinkOutcome.Suspended());
            case ProvisionCredential.QuotaExceeded exceeded ->
                new Refused(new LinkOutcome.QuotaExceeded(exceeded.quota()));
        };
    }
}
