package dev.firstring.onboarding.start;

import dev.firstring.abuse.Allowance;
import dev.firstring.abuse.Challenges;
import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.SendRequest;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.platform.RetryingTransactions;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/** The transaction of a start: what the limits say, and the session if they say yes. Thread-safe. */
@Component
class OpenSession {

    private final SendLimits limits;
    private final Challenges challenges;
    private final NewSessions newSessions;
    private final SessionOpening opening;
    private final OutboxSettings outbox;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;

    OpenSession(
            SendLimits limits,
            Challenges challenges,
            NewSessions newSessions,
            SessionOpening opening,
            OutboxSettings outbox,
            AuditTrail trail,
            RetryingTransactions transactions) {
        this.limits = limits;
        this.challenges = challenges;
        this.newSessions = newSessions;
        this.opening = opening;
        this.outbox = outbox;
        this.trail = trail;
        this.transactions = transactions;
    }

    sealed interface Result {}

    record Opened(NewSession session, Allowance.Granted granted) implements Result {}

    record Refused(StartOutcome outcome) implements Result {}

    Result open(StartRequest request, Instant now) {
        return transactions.run(transaction -> openOnce(request, now, transaction));
    }

    /** Opens a session for a test number: nothing is limited, nothing is sent, the trail is told. */
    NewSession openForTest(StartRequest request, Instant now) {
        return transactions.run(transaction -> {
            NewSession session = newSessions.draw(request, false, true, now);
            opening.open(session, now);
            trail.record(now, AuditEvent.of("test-number.used", "owner", null, null));
            return session;
        });
    }

    private Result openOnce(StartRequest request, Instant now, TransactionStatus transaction) {
        Allowance allowance = limits.take(new SendRequest(
                request.number(), request.address(), request.device().id(), true, now));
        return switch (allowance) {
            case Allowance.Granted granted -> opened(request, granted, now);
            case Allowance.ChallengeWanted wanted
            when solved(request) -> {
                limits.passGuard(wanted.guardSubject(), now);
                yield opened(request, wanted.whenSolved(), now);
            }
            case Allowance.ChallengeWanted wanted -> {
                transaction.setRollbackOnly();
                yield new Refused(
                        new StartOutcome.ChallengeRequired(challenges.issue(request.number(), request.address())));
            }
            case Allowance.Limited limited -> {
                transaction.setRollbackOnly();
                yield new Refused(new StartOutcome.Limited(limited.policy(), limited.retryAfter(), limited.policies()));
            }
        };
    }

    private boolean solved(StartRequest request) {
        String challenge = request.challenge();
        return challenge != null && challenges.redeem(challenge, request.number(), request.address());
    }

    private Opened opened(StartRequest request, Allowance.Granted granted, Instant now) {
        NewSession session = newSessions.draw(request, granted.receipt().boundDevice(), false, now);
        opening.open(session, now.plus(outbox.lease()));
        return new Opened(session, granted);
    }
}
