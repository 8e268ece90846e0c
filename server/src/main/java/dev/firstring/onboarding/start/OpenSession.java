package dev.firstring.onboarding.start;

import dev.firstring.abuse.Allowance;
import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.SendRequest;
import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.abuse.challenge.Challenges.Vouching;
import dev.firstring.abuse.challenge.PresentedSolution;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.messaging.outbox.OutboxSettings;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The transaction of a start: what the limits say, and the session if they say yes. Thread-safe. */
@Component
class OpenSession {

    private final SendLimits limits;
    private final Challenges challenges;
    private final NewSessions newSessions;
    private final SessionOpening opening;
    private final Sessions sessions;
    private final OutboxSettings outbox;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final Clock clock;

    OpenSession(
            SendLimits limits,
            Challenges challenges,
            NewSessions newSessions,
            SessionOpening opening,
            Sessions sessions,
            OutboxSettings outbox,
            AuditTrail trail,
            RetryingTransactions transactions,
            Clock clock) {
        this.limits = limits;
        this.challenges = challenges;
        this.newSessions = newSessions;
        this.opening = opening;
        this.sessions = sessions;
        this.outbox = outbox;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    private sealed interface Attempt {}

    sealed interface Result extends Attempt {}

    /** @param leaseUntil until when the message is this node's to send */
    record Opened(NewSession session, Instant leaseUntil, Allowance.Granted granted) implements Result {}

    record Refused(StartOutcome outcome) implements Result {}

    /** Somebody else has to be asked about the solution first, with no transaction open. */
    private record Unjudged(Allowance.ChallengeWanted wanted) implements Attempt {}

    /**
     * @param testNumber whether nothing is sent: then neither sends nor the budget are limited, but the address is, and
     *     wrong codes bring a wait, a challenge and a stop as for every number
     */
    Result open(StartRequest request, boolean testNumber, Instant now) {
        Wish wish = new Wish(request, PresentedSolution.of(request.challenge()), testNumber, now);
        return switch (run(wish)) {
            case Unjudged(Allowance.ChallengeWanted wanted) -> afterAsking(wish, wanted);
            case Result result -> result;
        };
    }

    private record Wish(StartRequest request, PresentedSolution solution, boolean testNumber, Instant now) {

        SendRequest send() {
            return new SendRequest(
                    request.number(),
                    request.address(),
                    request.device().id(),
                    request.device().proof(),
                    true,
                    testNumber,
                    now);
        }
    }

    private Result afterAsking(Wish wish, Allowance.ChallengeWanted wanted) {
        StartRequest request = wish.request();
        return switch (challenges.ask(wish.solution(), request.address())) {
            case Vouching.Good(PresentedSolution vouched) ->
                run(new Wish(request, vouched, wish.testNumber(), clock.instant())) instanceof Result result
                        ? result
                        : new Refused(challenged(request, wanted));
            case Vouching.Bad bad -> new Refused(challenged(request, wanted));
            case Vouching.Unknown unknown -> new Refused(new StartOutcome.ChallengeUnjudged());
        };
    }

    private Attempt run(Wish wish) {
        return limits.inTurn(
                wish.send(),
                () -> transactions.run(transaction -> {
                    Attempt attempt = attempt(wish);
                    if (!(attempt instanceof Opened)) {
                        transaction.setRollbackOnly();
                    }
                    return attempt;
                }));
    }

    /** A look first: what is refused anyway shall cost no writing. What is taken then is exact. */
    private Attempt attempt(Wish wish) {
        StartRequest request = wish.request();
        return switch (limits.look(wish.send())) {
            case Allowance.Granted granted -> taken(wish);
            case Allowance.ChallengeWanted wanted ->
                switch (challenges.look(wish.solution(), request.number(), request.address(), wanted.pressure())) {
                    case SOLVED -> taken(wish);
                    case NOT_SOLVED -> new Refused(challenged(request, wanted));
                    case ASK_FIRST -> new Unjudged(wanted);
                };
            case Allowance.Limited limited -> limited(limited);
        };
    }

    private Attempt taken(Wish wish) {
        return switch (limits.take(wish.send())) {
            case Allowance.Granted granted -> opened(wish, granted);
            case Allowance.ChallengeWanted wanted -> redeemed(wish, wanted);
            case Allowance.Limited limited -> limited(limited);
        };
    }

    private static Refused limited(Allowance.Limited limited) {
        return new Refused(new StartOutcome.Limited(limited.policy(), limited.retryAfter(), limited.policies()));
    }

    private Attempt redeemed(Wish wish, Allowance.ChallengeWanted wanted) {
        StartRequest request = wish.request();
        return switch (challenges.redeem(wish.solution(), request.number(), request.address(), wanted.pressure())) {
            case SOLVED -> {
                Result opened = opened(wish, wanted.whenSolved());
                if (opened instanceof Opened) {
                    limits.passed(wanted, wish.now());
                }
                yield opened;
            }
            case NOT_SOLVED -> new Refused(challenged(request, wanted));
            case ASK_FIRST -> new Unjudged(wanted);
        };
    }

    /** Why a session that was opened before does not take a number. */
    private SessionRefusal hindrance(SessionId id, Instant now) {
        return sessions.find(id, now)
                .map(session -> SessionRefusal.ofLive(session, now)
                        .orElseGet(() -> new SessionRefusal.WrongStep(session.step())))
                .orElseGet(SessionRefusal.NotFound::new);
    }

    private StartOutcome challenged(StartRequest request, Allowance.ChallengeWanted wanted) {
        return new StartOutcome.ChallengeRequired(
                challenges.issue(request.number(), request.address(), wanted.pressure()));
    }

    private Result opened(Wish wish, Allowance.Granted granted) {
        Instant now = wish.now();
        NewSession session = newSessions.draw(wish.request(), granted.receipt().boundDevice(), wish.testNumber(), now);
        // From this moment, not from the request's: somebody may have been asked about a challenge in between.
        Instant leaseUntil = clock.instant().plus(outbox.lease());
        if (!opening.open(session, leaseUntil)) {
            return new Refused(new StartOutcome.NotNow(hindrance(session.id(), now)));
        }
        if (wish.testNumber()) {
            trail.record(now, AuditEvent.of("test-number.used", "owner", null, null));
        }
        return new Opened(session, leaseUntil, granted);
    }
}
