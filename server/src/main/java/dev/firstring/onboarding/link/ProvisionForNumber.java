package dev.firstring.onboarding.link;

import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.token.Tokens;
import dev.firstring.audit.Funnel;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.settings.ClientSettings;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * The second step of a link: provisions the account's credential for the number, completes the session and signs the
 * user in. Runs in the caller's transaction. Thread-safe.
 */
@Component
class ProvisionForNumber {

    private final ProvisionCredential provisionCredential;
    private final ClientSettings clients;
    private final LinkedSessionStore store;
    private final Tokens tokens;
    private final Funnel funnel;

    ProvisionForNumber(
            ProvisionCredential provisionCredential,
            ClientSettings clients,
            LinkedSessionStore store,
            Tokens tokens,
            Funnel funnel) {
        this.provisionCredential = provisionCredential;
        this.clients = clients;
        this.store = store;
        this.tokens = tokens;
        this.funnel = funnel;
    }

    LinkAccount.Outcome provision(
            LinkAccount.Request request, OnboardingSession session, ClaimProvedNumber.Given given, Instant now) {
        ClaimOutcome.Claimed claimed = given.claimed();
        ProvisionCredential.Order order = new ProvisionCredential.Order(
                claimed.account(),
                given.number(),
                claimed.displayName(),
                session.device().id(),
                clients.transport(),
                "owner",
                now);
        return switch (provisionCredential.provision(order)) {
            case ProvisionCredential.Provisioned provisioned -> {
                store.complete(
                        request.session(),
                        session,
                        claimed.account(),
                        provisioned.credential().id(),
                        LinkedSessionStore.By.of(request.caller()),
                        now);
                funnel.reached(Funnel.Step.LINKED, given.number());
                yield new LinkAccount.Outcome.Linked(
                        claimed.account(),
                        claimed.displayName(),
                        given.number(),
                        provisioned.credential(),
                        provisioned.secret(),
                        tokens.issue(claimed.account(), given.proof(), now),
                        given.device());
            }
            case ProvisionCredential.Refused refused -> new LinkAccount.Outcome.NotProvisioned(refused);
        };
    }
}
