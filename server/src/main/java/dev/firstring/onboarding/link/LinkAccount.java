package dev.firstring.onboarding.link;

import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.token.Tokens;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * A person who has proved a number gets an account for it and a SIP credential: one transaction, which holds the
 * session's row, so that of any number of links at once one does the work and the others get its answer. Asking again is
 * answered the same as long as the session would have lived. Thread-safe.
 */
@Component
public class LinkAccount {

    private final Sessions sessions;
    private final NumberForAccount numberForAccount;
    private final CredentialForNumber credentialForNumber;
    private final LinkedBefore linkedBefore;
    private final Tokens tokens;
    private final WaitingClaims waiting;
    private final RetryingTransactions transactions;
    private final Clock clock;

    LinkAccount(
            Sessions sessions,
            NumberForAccount numberForAccount,
            CredentialForNumber credentialForNumber,
            LinkedBefore linkedBefore,
            Tokens tokens,
            WaitingClaims waiting,
            RetryingTransactions transactions,
            Clock clock) {
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
                    .map(session -> linkIn(request, session, now))
                    .orElseGet(() -> new LinkOutcome.NotNow(new SessionRefusal.NotFound()));
            return keepOrUndo(judged, transaction);
        });
        if (outcome instanceof LinkOutcome.OnHold(PhoneNumber number, _)) {
            waiting.record(number, now);
        }
        return outcome instanceof LinkOutcome.Linked linked
                ? linked.with(credentialForNumber.brought(linked.credential()))
                : outcome;
    }

    private LinkOutcome linkIn(LinkRequest request, OnboardingSession session, Instant now) {
        if (session.completed()) {
            return linkedBefore.again(session, request.caller(), now);
        }
        Optional<SessionRefusal> refusal = SessionRefusal.of(session, Step.ACCOUNT_LINK, now);
        if (refusal.isPresent()) {
            return new LinkOutcome.NotNow(refusal.get());
        }
        PhoneNumber number = Objects.requireNonNull(session.number(), "a proved session has a number");
        return switch (numberForAccount.claim(request, session, now)) {
            case NumberForAccount.Refused(LinkOutcome outcome) -> outcome;
            case NumberForAccount.Given given ->
                provision(request.session(), session, number, given, by(request.caller()), now);
        };
    }

    private LinkOutcome provision(
            SessionId id,
            OnboardingSession session,
            PhoneNumber number,
            NumberForAccount.Given given,
            Completion.By by,
            Instant now) {
        ClaimOutcome.Claimed claimed = given.claimed();
        return switch (credentialForNumber.provision(id, session, number, claimed, by, now)) {
            case CredentialForNumber.Refused(LinkOutcome outcome) -> outcome;
            case CredentialForNumber.Ready ready ->
                new LinkOutcome.Linked(
                        claimed.account(),
                        claimed.displayName(),
                        number,
                        ready.credential(),
                        ready.secret(),
                        tokens.issue(claimed.account(), now, now),
                        given.device());
        };
    }

    private static LinkOutcome keepOrUndo(LinkOutcome outcome, TransactionStatus transaction) {
        if (!(outcome instanceof LinkOutcome.Linked)) {
            transaction.setRollbackOnly();
        }
        return outcome;
    }

    private static Completion.By by(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous anonymous -> Completion.By.NUMBER;
            case Caller.Known known -> Completion.By.TOKEN;
            case Caller.External external -> Completion.By.TOKEN;
        };
    }
}
