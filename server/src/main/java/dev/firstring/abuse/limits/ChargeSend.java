package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.abuse.challenge.Challenges.Vouching;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final SubjectQueues queues = new SubjectQueues();

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
        Attempt attempt = new Attempt(request.queueSubjects(), request.address(), Challenges.Solution.of(solution));
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
        return run(new Attempt(subjects, address, Challenges.Solution.of(solution)), clock.instant(), send);
    }

    private record Attempt(List<String> subjects, String address, Challenges.Solution solution) {}

    private <T, R> Charge<T, R> run(Attempt attempt, Instant now, Function<Run, Charge<T, R>> send) {
        Charge<T, R> charge = transact(attempt, now, send);
        return charge instanceof Charge.Refused<T, R>(SendRefusal.ChallengeUnjudged unjudged)
                ? afterAsking(attempt, unjudged, send)
                : charge;
    }

    private <T, R> Charge<T, R> afterAsking(
            Attempt attempt, SendRefusal.ChallengeUnjudged unjudged, Function<Run, Charge<T, R>> send) {
        return switch (challenges.ask(attempt.solution(), attempt.address())) {
            case Vouching.Good(Challenges.Solution vouched) ->
                transact(new Attempt(attempt.subjects(), attempt.address(), vouched), clock.instant(), send);
            case Vouching.Bad _ ->
                new Charge.Refused<>(new SendRefusal.ChallengeRequired(
                        challenges.issue(unjudged.number(), attempt.address(), unjudged.pressure())));
            case Vouching.Unknown _ -> new Charge.Refused<>(unjudged);
        };
    }

    private <T, R> Charge<T, R> transact(Attempt attempt, Instant now, Function<Run, Charge<T, R>> send) {
        return queues.run(
                attempt.subjects(),
                () -> transactions.run(transaction -> send.apply(new Run(attempt.solution(), now, transaction))));
    }

    /** One run of a send's transaction. Valid only within it. */
    public final class Run {

        private final Challenges.Solution solution;
        private final Instant now;
        private final TransactionStatus transaction;

        private Run(Challenges.Solution solution, Instant now, TransactionStatus transaction) {
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

    /**
     * Queues sends for the same rows of the limits before they use the database, so that the waiters of one hot number
     * or address do not occupy connections that all requests share. The queue is local to the node: the row locks keep
     * the counts exact across nodes. Thread-safe.
     */
    private static final class SubjectQueues {

        /** One that holds the row locks, and one that waits right behind it. */
        private static final int AT_ONCE = 2;

        private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

        private final Map<String, Queue> queues = new ConcurrentHashMap<>();

        /**
         * The queue of a subject and the number of its users, including waiting ones. Changed only inside
         * {@code queues.compute}.
         */
        private static final class Queue {

            private final Semaphore permits = new Semaphore(AT_ONCE, true);
            private int users;
        }

        /**
         * Runs the work after waiting in the queue of each subject. All callers must name the subjects in the same
         * order.
         *
         * @throws CannotAcquireLockException after two seconds of waiting or on an interrupt; the work was not run
         */
        <T> T run(List<String> subjects, Supplier<T> work) {
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            Deque<Queue> held = new ArrayDeque<>();
            Deque<String> entered = new ArrayDeque<>();
            try {
                for (String subject : subjects) {
                    entered.push(subject);
                    Queue queue = enter(subject);
                    if (!queue.permits.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        throw new CannotAcquireLockException("too many want the same limit at once");
                    }
                    held.push(queue);
                }
                return work.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotAcquireLockException("interrupted while queued", e);
            } finally {
                held.forEach(queue -> queue.permits.release());
                entered.forEach(this::leave);
            }
        }

        private Queue enter(String subject) {
            return queues.compute(subject, (name, known) -> {
                Queue queue = known == null ? new Queue() : known;
                queue.users++;
                return queue;
            });
        }

        private void leave(String subject) {
            queues.computeIfPresent(subject, (name, queue) -> --queue.users == 0 ? null : queue);
        }
    }

    /**
     * A request to send a message.
     *
     * @param address the caller's address as the limits count it: an IPv4 address or an IPv6 /64
     * @param deviceId the id that the device sends; null if absent
     * @param deviceProof the SHA-256, in hex, of a device token that the service issued; null if none was presented
     * @param opensSession whether it is the first message of a session: only these wait and require a challenge after too
     *     many wrong codes
     * @param testNumber whether the number is a test number, to which nothing is sent: only the address and wrong codes are
     *     counted
     */
    public record SendRequest(
            PhoneNumber number,
            String address,
            @Nullable String deviceId,
            @Nullable String deviceProof,
            boolean opensSession,
            boolean testNumber,
            Instant at) {

        private static final int RANDOM_LENGTH = 16;
        private static final int RANDOM_VARIETY = 7;

        /**
         * The subject of the device limit; null if the device is not counted. The client chooses the id, so it counts per
         * address: otherwise a stranger could exhaust a device's limit by sending its id. An id that cannot be random
         * ({@code unknown}, zeros, the name of a model) is shared by unrelated devices and is not counted.
         */
        @Nullable
        String deviceSubject() {
            return deviceId == null || testNumber || !couldBeRandom(deviceId)
                    ? null
                    : "device:" + deviceId + "|" + address;
        }

        /** The same request at another time. */
        SendRequest at(Instant other) {
            return new SendRequest(number, address, deviceId, deviceProof, opensSession, testNumber, other);
        }

        /** The subjects of the queues that the request waits in. */
        List<String> queueSubjects() {
            String turn = turn();
            return turn == null
                    ? List.of("address:" + address, "number:" + number.e164())
                    : List.of("address:" + address, "number:" + number.e164(), "turn:" + turn);
        }

        /**
         * The key that serializes concurrent starts of which only one may leave a live session; null if none is superseded.
         */
        @Nullable
        String turn() {
            return opensSession && deviceId != null ? number.e164() + "|" + deviceId : null;
        }

        private static boolean couldBeRandom(String id) {
            return id.codePoints().noneMatch(Character::isWhitespace)
                    && id.codePoints().filter(Character::isLetterOrDigit).count() >= RANDOM_LENGTH
                    && id.codePoints()
                                    .filter(Character::isLetterOrDigit)
                                    .distinct()
                                    .count()
                            >= RANDOM_VARIETY;
        }
    }
}
