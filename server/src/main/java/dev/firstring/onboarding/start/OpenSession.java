package dev.firstring.onboarding.start;

import dev.firstring.abuse.Allowance;
import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.SendRequest;
import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.abuse.challenge.PresentedSolution;
import dev.firstring.abuse.challenge.Vouching;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.platform.RetryingTransactions;
import java.time.Instant;
import org.springframework.stereotype.Component;

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

    private sealed interface Attempt {}

    sealed interface Result extends Attempt {}

    record Opened(NewSession session, Allowance.Granted granted) implements Result {}

    record Refused(StartOutcome outcome) implements Result {}

    /** Somebody else has to be asked about the solution first, with no transaction open. */
    private record Unjudged(Allowance.ChallengeWanted wanted) implements Attempt {}

    Result open(StartRequest request, Instant now) {
        PresentedSolution solution = PresentedSolution.of(request.challenge());
        return switch (run(request, solution, now)) {
            case Unjudged(Allowance.ChallengeWanted wanted) -> afterAsking(request, solution, wanted, now);
            case Result result -> result;
        };
    }

    private Result afterAsking(
            StartRequest request, PresentedSolution solution, Allowance.ChallengeWanted wanted, Instant now) {
        return switch (challenges.ask(solution, request.address())) {
            case Vouching.Good(PresentedSolution vouched) ->
                run(request, vouched, now) instanceof Result result ? result : new Refused(challenged(request, wanted));
            case Vouching.Bad bad -> new Refused(challenged(request, wanted));
            case Vouching.Unknown unknown -> new Refused(new StartOutcome.ChallengeUnjudged());
        };
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

    private Attempt run(StartRequest request, PresentedSolution solution, Instant now) {
        return transactions.run(transaction -> {
            Attempt attempt = attempt(request, solution, now);
            if (!(attempt instanceof Opened)) {
                transaction.setRollbackOnly();
            }
            return attempt;
        });
    }

    private Attempt attempt(StartRequest request, PresentedSolution solution, Instant now) {
        Allowance allowance = limits.take(new SendRequest(
                request.number(), request.address(), request.device().id(), true, now));
        return switch (allowance) {
            case Allowance.Granted granted -> opened(request, granted, now);
            case Allowance.ChallengeWanted wanted -> redeemed(request, solution, wanted, now);
            case Allowance.Limited limited ->
                new Refused(new StartOutcome.Limited(limited.policy(), limited.retryAfter(), limited.policies()));
        };
    }

    private Attempt redeemed(
            StartRequest request, PresentedSolution solution, Allowance.ChallengeWanted wanted, Instant now) {
        return switch (challenges.redeem(solution, request.number(), request.address(), wanted.pressure())) {
            case SOLVED -> {
                limits.passed(wanted, now);
                yield opened(request, wanted.whenSolved(), now);
            }
            case NOT_SOLVED -> new Refused(challenged(request, wanted));
            case ASK_FIRST -> new Unjudged(wanted);
        };
    }

    private StartOutcome challenged(StartRequest request, Allowance.ChallengeWanted wanted) {
        return new StartOutcome.ChallengeRequired(
                challenges.issue(request.number(), request.address(), wanted.pressure()));
    }

    private Opened opened(StartRequest request, Allowance.Granted granted, Instant now) {
        NewSession session = newSessions.draw(request, granted.receipt().boundDevice(), false, now);
        opening.open(session, now.plus(outbox.lease()));
        return new Opened(session, granted);
    }
}
