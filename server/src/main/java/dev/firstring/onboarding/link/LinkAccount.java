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
import dev.firstring.sip.sync.CredentialSync;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Links a verified number to an account and provisions a SIP credential for it. One transaction locks the session's
 * row, so that of several concurrent links one does the work and the others return its result. A repeated call returns
 * the same account and credential for {@code firstring.session.link-repeat} ({@link RepeatLink}). Thread-safe.
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
     * A request to link a verified number.
     *
     * @param caller anonymous, or the bearer of a token
     * @param replaces a number of the same account that the new one replaces; null for none
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
            // A concurrent session created the account of the number or of the identity; the next run finds it.
            throw new RetryingTransactions.RetryRequested(e);
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
