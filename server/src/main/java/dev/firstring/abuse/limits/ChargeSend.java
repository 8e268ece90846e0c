package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.abuse.challenge.Challenges.Vouching;
import dev.firstring.abuse.challenge.PresentedSolution;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * Charges the limits for a send and does its work in one transaction: both are committed, or neither. A required
 * challenge is verified in the same transaction; a captcha's vendor is asked between two transactions because it may
 * take seconds. The work may run several times and must not keep state between runs. Thread-safe.
 *
 * <p>On each node, sends for the same number, address or device queue before they open a transaction, so that they hold
 * no connections while they wait.
 */
@Component
public class ChargeSend {

    private final SendLimits limits;
    private final Challenges challenges;
    private final RetryingTransactions transactions;
    private final Clock clock;
    private final Turns turns = new Turns();

    ChargeSend(SendLimits limits, Challenges challenges, RetryingTransactions transactions, Clock clock) {
        this.limits = limits;
        this.challenges = challenges;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Charges the limits for a send and does its work.
     *
     * @param solution of a challenge, as presented; null if absent
     * @param work runs after the limits are charged; unless it returns {@link Charge.Done}, the charge is rolled back
     * @throws CannotAcquireLockException if the send waited in the queue for two seconds
     */
    public <T, R> Charge<T, R> charge(
            SendRequest request, @Nullable String solution, Function<Allowance.Granted, Charge<T, R>> work) {
        Attempt attempt = new Attempt(request.turns(), request.address(), PresentedSolution.of(solution));
        return run(attempt, request.at(), run -> run.charge(request.at(run.now()), work));
    }

    /**
     * Charges a send whose number and device become known only in its transaction. If {@link Run#charge} is not called,
     * nothing is charged and the transaction commits.
     *
     * @param address the caller's address as the limits count it
     * @param named the text that identifies the number and by which sends queue
     * @throws CannotAcquireLockException if the send waited in the queue for two seconds
     */
    public <T, R> Charge<T, R> charge(
            String address, String named, @Nullable String solution, Function<Run, Charge<T, R>> send) {
        List<String> subjects = List.of("address:" + address, "named:" + named);
        return run(new Attempt(subjects, address, PresentedSolution.of(solution)), clock.instant(), send);
    }

    private record Attempt(List<String> turns, String address, PresentedSolution solution) {}

    private <T, R> Charge<T, R> run(Attempt attempt, Instant now, Function<Run, Charge<T, R>> send) {
        Charge<T, R> charge = transact(attempt, now, send);
        return charge instanceof Charge.Refused<T, R>(SendRefusal.ChallengeUnjudged unjudged)
                ? afterAsking(attempt, unjudged, send)
                : charge;
    }

    private <T, R> Charge<T, R> afterAsking(
            Attempt attempt, SendRefusal.ChallengeUnjudged unjudged, Function<Run, Charge<T, R>> send) {
        return switch (challenges.ask(attempt.solution(), attempt.address())) {
            case Vouching.Good(PresentedSolution vouched) ->
                transact(new Attempt(attempt.turns(), attempt.address(), vouched), clock.instant(), send);
            case Vouching.Bad _ ->
                new Charge.Refused<>(new SendRefusal.ChallengeRequired(
                        challenges.issue(unjudged.number(), attempt.address(), unjudged.pressure())));
            case Vouching.Unknown _ -> new Charge.Refused<>(unjudged);
        };
    }

    private <T, R> Charge<T, R> transact(Attempt attempt, Instant now, Function<Run, Charge<T, R>> send) {
        return turns.run(
                attempt.turns(),
                () -> transactions.run(transaction -> send.apply(new Run(attempt.solution(), now, transaction))));
    }

    /** One run of a send's transaction. Valid only within it. */
    public final class Run {

        private final PresentedSolution solution;
        private final Instant now;
        private final TransactionStatus transaction;

        private Run(PresentedSolution solution, Instant now, TransactionStatus transaction) {
            this.solution = solution;
            this.now = now;
            this.transaction = transaction;
        }

        /** The time of this run. */
        public Instant now() {
            return now;
        }

        /** Charges the limits and does the work; rolls back all of it unless the work returns {@link Charge.Done}. */
        public <T, R> Charge<T, R> charge(SendRequest request, Function<Allowance.Granted, Charge<T, R>> work) {
            Charge<T, R> charge = look(request, work);
            if (!(charge instanceof Charge.Done)) {
                transaction.setRollbackOnly();
            }
            return charge;
        }

        /** Looks first, so that a send that is rejected anyway writes nothing. The take that follows is exact. */
        private <T, R> Charge<T, R> look(SendRequest request, Function<Allowance.Granted, Charge<T, R>> work) {
            return switch (limits.look(request)) {
                case Allowance.Granted _ -> take(request, work);
                case Allowance.ChallengeWanted wanted ->
                    switch (challenges.look(solution, request.number(), request.address(), wanted.pressure())) {
                        case SOLVED -> take(request, work);
                        case NOT_SOLVED -> challenged(request, wanted);
                        case ASK_FIRST -> unjudged(request, wanted);
                    };
                case Allowance.Limited limited -> new Charge.Refused<>(limited);
            };
        }

        private <T, R> Charge<T, R> take(SendRequest request, Function<Allowance.Granted, Charge<T, R>> work) {
            return switch (limits.take(request)) {
                case Allowance.Granted granted -> work.apply(granted);
                case Allowance.ChallengeWanted wanted ->
                    switch (challenges.redeem(solution, request.number(), request.address(), wanted.pressure())) {
                        case SOLVED -> solved(wanted, work);
                        case NOT_SOLVED -> challenged(request, wanted);
                        case ASK_FIRST -> unjudged(request, wanted);
                    };
                case Allowance.Limited limited -> new Charge.Refused<>(limited);
            };
        }

        private <T, R> Charge<T, R> solved(
                Allowance.ChallengeWanted wanted, Function<Allowance.Granted, Charge<T, R>> work) {
            Charge<T, R> charge = work.apply(wanted.whenSolved());
            if (charge instanceof Charge.Done) {
                limits.passed(wanted, now);
            }
            return charge;
        }

        private <T, R> Charge<T, R> challenged(SendRequest request, Allowance.ChallengeWanted wanted) {
            return new Charge.Refused<>(new SendRefusal.ChallengeRequired(
                    challenges.issue(request.number(), request.address(), wanted.pressure())));
        }

        private static <T, R> Charge<T, R> unjudged(SendRequest request, Allowance.ChallengeWanted wanted) {
            return new Charge.Refused<>(new SendRefusal.ChallengeUnjudged(request.number(), wanted.pressure()));
        }
    }
}
