package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.token.Proof;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.account.token.Tokens;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.platform.RunAgain;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * A person who has proved a number gets an account for it and a SIP credential: one transaction, which holds the
 * session's row, so that of any number of links at once one does the work and the others get its answer. Asking again is
 * answered the same for two minutes ({@link LinkedBefore}). Thread-safe.
 */
@Component
public class LinkAccount {

    private final Sessions sessions;
    private final NumberForAccount numberForAccount;
    private final CredentialForNumber credentialForNumber;
    private final LinkedBefore linkedBefore;
    private final Tokens tokens;
    private final WaitingClaims waiting;
    private final NumberOwners owners;
    private final RefusedAccess refused;
    private final PhoneNumbers numbers;
    private final RetryingTransactions transactions;
    private final Clock clock;

    LinkAccount(
            Sessions sessions,
            NumberForAccount numberForAccount,
            CredentialForNumber credentialForNumber,
            LinkedBefore linkedBefore,
            Tokens tokens,
            WaitingClaims waiting,
            NumberOwners owners,
            RefusedAccess refused,
            PhoneNumbers numbers,
            RetryingTransactions transactions,
            Clock clock) {
        this.owners = owners;
        this.refused = refused;
        this.numbers = numbers;
        this.sessions = sessions;
        this.numberForAccount = numberForAccount;
        this.credentialForNumber = credentialForNumber;
        this.linkedBefore = linkedBefore;
        this.tokens = tokens;
        this.waiting = waiting;
        this.transactions = transactions;
        this.clock = clock;
    }

    public LinkOutcome link(LinkRequest request) {
        Instant now = clock.instant();
        LinkOutcome outcome = transactions.run(transaction -> {
            LinkOutcome judged = sessions.findLocked(request.session(), now)
                    .map(session -> linkFirst(request, session, now))
                    .orElseGet(() -> new LinkOutcome.NotNow(new SessionRefusal.NotFound()));
            return keepOrUndo(judged, transaction);
        });
        if (outcome instanceof LinkOutcome.OnHold(PhoneNumber number, var _)) {
            waiting.record(number, now);
        }
        if (outcome instanceof LinkOutcome.NotNow(SessionRefusal.Completed())) {
            tellRefused(request.session(), now);
        }
        return outcome instanceof LinkOutcome.Linked linked
                ? linked.with(credentialForNumber.brought(linked.credential()))
                : outcome;
    }

    private void tellRefused(SessionId id, Instant now) {
        sessions.find(id, now)
                .flatMap(session -> Optional.ofNullable(session.accountId()))
                .ifPresentOrElse(
                        account -> refused.record(Reason.SESSION_ENDED, new AccountId(account)),
                        () -> refused.record(Reason.SESSION_ENDED));
    }

    private LinkOutcome linkFirst(LinkRequest request, OnboardingSession session, Instant now) {
        try {
            return linkIn(request, session, now);
        } catch (DuplicateKeyException e) {
            // Another session has just given the number, or the identity, an account: it is found by the next run.
            throw new RunAgain(e);
        }
    }

    private LinkOutcome linkIn(LinkRequest request, OnboardingSession session, Instant now) {
        if (session.completed()) {
            return linkedBefore.again(request.session(), session, request.caller(), now);
        }
        Optional<SessionRefusal> refusal = SessionRefusal.of(session, Step.ACCOUNT_LINK, now);
        if (refusal.isPresent()) {
            return new LinkOutcome.NotNow(refusal.get());
        }
        PhoneNumber number = numbers.today(Objects.requireNonNull(session.number(), "a proved session has a number"));
        Optional<AccountId> holder =
                request.caller() instanceof Caller.Anonymous ? Optional.empty() : owners.holderOf(number);
        return switch (numberForAccount.claim(request, session, number, now)) {
            case NumberForAccount.Refused(LinkOutcome outcome) -> outcome;
            case NumberForAccount.Given given ->
                provision(request, session, number, given, proof(request.caller(), given.claimed(), holder, now), now);
        };
    }

    private LinkOutcome provision(
            LinkRequest request,
            OnboardingSession session,
            PhoneNumber number,
            NumberForAccount.Given given,
            Proof proof,
            Instant now) {
        ClaimOutcome.Claimed claimed = given.claimed();
        Completion.By by = by(request.caller());
        return switch (credentialForNumber.provision(request.session(), session, number, claimed, by, now)) {
            case CredentialForNumber.Refused(LinkOutcome outcome) -> outcome;
            case CredentialForNumber.Ready ready ->
                new LinkOutcome.Linked(
                        claimed.account(),
                        claimed.displayName(),
                        number,
                        ready.credential(),
                        ready.secret(),
                        tokens.issue(claimed.account(), proof, now),
                        given.device());
        };
    }

    private static LinkOutcome keepOrUndo(LinkOutcome outcome, TransactionStatus transaction) {
        if (!(outcome instanceof LinkOutcome.Linked)) {
            transaction.setRollbackOnly();
        }
        return outcome;
    }

    /**
     * A code to a number proves who the person is where the number is what the account is known by: where it held it
     * before, or is new. Whoever adds a number with a token has proved no more than the token has.
     */
    private static Proof proof(Caller caller, ClaimOutcome.Claimed claimed, Optional<AccountId> holder, Instant now) {
        boolean proves = claimed.accountCreated() || holder.equals(Optional.of(claimed.account()));
        return switch (caller) {
            case Caller.Anonymous() -> new Proof(Proof.Kind.NUMBER, now);
            case Caller.Known known -> new Proof(Proof.Kind.TOKEN, proves ? now : known.signedInAt());
            case Caller.External external -> new Proof(Proof.Kind.TOKEN, proves ? now : null);
        };
    }

    private static Completion.By by(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous anonymous -> Completion.By.NUMBER;
            case Caller.Known known -> Completion.By.TOKEN;
            case Caller.External external -> Completion.By.TOKEN;
        };
    }
}
