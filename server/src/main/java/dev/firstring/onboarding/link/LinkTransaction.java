package dev.firstring.onboarding.link;

import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.platform.RetryingTransactions;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The transaction of a link. It locks the session's row, so that of several concurrent links one does the work and the
 * others return its result. Commits only if the number is linked. Thread-safe.
 */
@Component
class LinkTransaction {

    private final SessionStore sessions;
    private final ClaimProvedNumber claimProvedNumber;
    private final ProvisionForNumber provisionForNumber;
    private final RepeatLink repeatLink;
    private final RetryingTransactions transactions;

    LinkTransaction(
            SessionStore sessions,
            ClaimProvedNumber claimProvedNumber,
            ProvisionForNumber provisionForNumber,
            RepeatLink repeatLink,
            RetryingTransactions transactions) {
        this.sessions = sessions;
        this.claimProvedNumber = claimProvedNumber;
        this.provisionForNumber = provisionForNumber;
        this.repeatLink = repeatLink;
        this.transactions = transactions;
    }

    LinkAccount.Outcome run(LinkAccount.Request request, Instant now) {
        return transactions.run(transaction -> {
            LinkAccount.Outcome outcome = sessions.findLocked(request.session(), now)
                    .map(session -> link(request, session, now))
                    .orElseGet(() -> new LinkAccount.Outcome.NotNow(new OnboardingSession.Refusal.NotFound()));
            if (!(outcome instanceof LinkAccount.Outcome.Linked)) {
                transaction.setRollbackOnly();
            }
            return outcome;
        });
    }

    private LinkAccount.Outcome link(LinkAccount.Request request, OnboardingSession session, Instant now) {
        try {
            return session.completed()
                    ? repeatLink.repeat(request.session(), session, request.caller(), now)
                    : linkFirst(request, session, now);
        } catch (DuplicateKeyException e) {
            // A concurrent session created the account of the number or of the identity; the next run finds it.
            throw new RetryingTransactions.RetryRequested(e);
        }
    }

    private LinkAccount.Outcome linkFirst(LinkAccount.Request request, OnboardingSession session, Instant now) {
        Optional<OnboardingSession.Refusal> refusal = OnboardingSession.Refusal.of(session, Step.ACCOUNT_LINK, now);
        if (refusal.isPresent()) {
            return new LinkAccount.Outcome.NotNow(refusal.get());
        }
        return switch (claimProvedNumber.claim(request, session, now)) {
            case ClaimProvedNumber.Given given -> provisionForNumber.provision(request, session, given, now);
            case ClaimProvedNumber.Refused(LinkAccount.Outcome outcome) -> outcome;
        };
    }
}
