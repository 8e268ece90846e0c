package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.onboarding.session.NamedNumber;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.platform.RunAgain;
import dev.firstring.sip.sync.CredentialSync;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * A person who has proved a number gets an account for it and a SIP credential: one transaction, which holds the
 * session's row, so that of any number of links at once one does the work and the others get its answer. Asking again is
 * answered the same for two minutes ({@link RepeatLink}). Thread-safe.
 */
@Component
public class LinkAccount {

    private final SessionStore sessions;
    private final ClaimProvedNumber claimProvedNumber;
    private final ProvisionForNumber provisionForNumber;
    private final RepeatLink repeatLink;
    private final CredentialSync sync;
    private final WaitingClaims waiting;
    private final RefusedAccess refused;
    private final RetryingTransactions transactions;
    private final Clock clock;

    LinkAccount(
            SessionStore sessions,
            ClaimProvedNumber claimProvedNumber,
            ProvisionForNumber provisionForNumber,
            RepeatLink repeatLink,
            CredentialSync sync,
            WaitingClaims waiting,
            RefusedAccess refused,
            RetryingTransactions transactions,
            Clock clock) {
        this.sessions = sessions;
        this.claimProvedNumber = claimProvedNumber;
        this.provisionForNumber = provisionForNumber;
        this.repeatLink = repeatLink;
        this.sync = sync;
        this.waiting = waiting;
        this.refused = refused;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Somebody who has proved a number wants an account for it.
     *
     * @param caller who asks: nobody known, or the bearer of a token
     * @param replaces a number of the same account that the new one takes the place of; null for none
     */
    public record Request(
            SessionId session,
            Caller caller,
            @Nullable DisplayName displayName,
            @Nullable NamedNumber replaces) {}

    public LinkOutcome link(Request request) {
        Instant now = clock.instant();
        LinkOutcome outcome = transactions.run(transaction -> {
            LinkOutcome linked = sessions.findLocked(request.session(), now)
                    .map(session -> link(request, session, now))
                    .orElseGet(() -> new LinkOutcome.NotNow(new SessionRefusal.NotFound()));
            if (!(linked instanceof LinkOutcome.Linked)) {
                transaction.setRollbackOnly();
            }
            return linked;
        });
        return switch (outcome) {
            case LinkOutcome.Linked linked -> linked.with(sync.bring(linked.credential()));
            case LinkOutcome.NotClaimed(PhoneNumber number, ClaimOutcome.OnHold _) -> {
                waiting.record(number, now);
                yield outcome;
            }
            case LinkOutcome.NotNow(SessionRefusal.Completed()) -> {
                recordRefused(request.session(), now);
                yield outcome;
            }
            case LinkOutcome refusal -> refusal;
        };
    }

    private void recordRefused(SessionId id, Instant now) {
        sessions.find(id, now)
                .flatMap(session -> Optional.ofNullable(session.accountId()))
                .ifPresentOrElse(
                        account -> refused.record(Reason.SESSION_ENDED, new AccountId(account)),
                        () -> refused.record(Reason.SESSION_ENDED));
    }

    private LinkOutcome link(Request request, OnboardingSession session, Instant now) {
        try {
            return session.completed()
                    ? repeatLink.repeat(request.session(), session, request.caller(), now)
                    : linkFirst(request, session, now);
        } catch (DuplicateKeyException e) {
            // Another session has just given the number, or the identity, an account: it is found by the next run.
            throw new RunAgain(e);
        }
    }

    private LinkOutcome linkFirst(Request request, OnboardingSession session, Instant now) {
        Optional<SessionRefusal> refusal = SessionRefusal.of(session, Step.ACCOUNT_LINK, now);
        if (refusal.isPresent()) {
            return new LinkOutcome.NotNow(refusal.get());
        }
        return switch (claimProvedNumber.claim(request, session, now)) {
            case ClaimProvedNumber.Given given -> provisionForNumber.provision(request, session, given, now);
            case ClaimProvedNumber.Refused(LinkOutcome outcome) -> outcome;
        };
    }
}
