package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.abuse.guard.FraudGuard;
import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The limits on sends, in PostgreSQL: shared by all nodes, persistent, and charged in one round trip. When the database
 * is unavailable, nothing is sent (fails closed). When only the guard's tables are unreadable, a setting decides
 * ({@link FraudGuard}). Thread-safe.
 *
 * <p>A device that is bound to the number's account has limits of its own for that number, so that a stranger who
 * exhausts the number's limit does not lock out its owner. The fraud guard neither counts nor evaluates it. The proof
 * of the binding is a token that the service issued to the device, never the device id that a client sends.
 */
@Component
public class SendLimits {

    private final JdbcTemplate jdbc;
    private final LimitSettings settings;
    private final FraudGuard guard;
    private final SendBudget budget;
    private final SendLimitEvaluator evaluator;

    public SendLimits(JdbcTemplate jdbc, LimitSettings settings, FraudGuard guard) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.guard = guard;
        this.budget = new SendBudget(jdbc, settings);
        this.evaluator = new SendLimitEvaluator(settings, guard);
    }

    /**
     * Returns what {@link #take} would return, as far as other transactions have committed; counts nothing. Runs in the
     * caller's transaction, which waits at most half a second for any lock from then on.
     *
     * @throws RetryingTransactions.RetryRequested if the guard's tables turned out to be unreadable: retry the
     *     transaction
     */
    Allowance look(SendRequest request) {
        FraudGuard.Frame frame = guard.frame(request.number(), request.at());
        List<TakenRow> rows = request.testNumber()
                ? lookUnguarded(request)
                : guard.send(
                        () -> jdbc.query(
                                SendLimitStatements.LOOK, TakenRow::read, arguments(request, frame.arguments())),
                        () -> lookUnguarded(request));
        return evaluator.evaluate(new SendLimitEvaluator.Counted(request, frame, rows), now -> null);
    }

    /**
     * Counts one send in the transaction of {@link ChargeSend}, which rolls it back unless the send is committed.
     *
     * @throws RetryingTransactions.RetryRequested if the guard's tables turned out to be unreadable, or every shard of
     *     the budget filled up during the wait: retry the transaction
     */
    Allowance take(SendRequest request) {
        FraudGuard.Frame frame = guard.frame(request.number(), request.at());
        List<TakenRow> rows = request.testNumber()
                ? takeUnguarded(request)
                : guard.send(
                        () -> jdbc.query(
                                SendLimitStatements.TAKE, TakenRow::read, arguments(request, frame.arguments())),
                        () -> takeUnguarded(request));
        return evaluator.evaluate(new SendLimitEvaluator.Counted(request, frame, rows), budget::takeWaiting);
    }

    private List<TakenRow> lookUnguarded(SendRequest request) {
        return jdbc.query(SendLimitStatements.LOOK_UNGUARDED, TakenRow::read, arguments(request));
    }

    private List<TakenRow> takeUnguarded(SendRequest request) {
        return jdbc.query(SendLimitStatements.TAKE_UNGUARDED, TakenRow::read, arguments(request));
    }

    private Object[] arguments(SendRequest request, Object... guarded) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(request.number().e164());
        arguments.add(request.turn());
        arguments.add(request.deviceSubject());
        arguments.add(request.deviceProof());
        arguments.add(request.address());
        arguments.add(request.testNumber());
        arguments.add(Timestamp.from(request.at()));
        arguments.add(settings.serviceMinute());
        arguments.add(settings.serviceDay());
        arguments.add(Timestamp.from(request.at().truncatedTo(ChronoUnit.MINUTES)));
        arguments.add(Timestamp.from(request.at().truncatedTo(ChronoUnit.DAYS)));
        arguments.addAll(Arrays.asList(guarded));
        arguments.add(longestMemory());
        return arguments.toArray();
    }

    /**
     * How long until the limits of a number allow one more send to it; consumes nothing.
     *
     * @param subject the subject of the sends: {@code number:} and the number, or the subject of a bound device
     */
    public Duration untilNext(String subject, Instant now) {
        return jdbc
                .query(
                        SendLimitStatements.ASK,
                        (row, index) ->
                                evaluator.windows(row.getString("subject"), TakenRow.times(row.getArray("taken"))),
                        subject)
                .stream()
                .flatMap(List::stream)
                .map(window -> window.untilNext(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The difficulty of a challenge for a number and the caller's address; consumes nothing. */
    public Challenge.Pressure pressure(PhoneNumber number, String address, Instant now) {
        try {
            return askPressure(number, address, now);
        } catch (RetryingTransactions.RetryRequested guardLeftOut) {
            return askPressure(number, address, now);
        }
    }

    private Challenge.Pressure askPressure(PhoneNumber number, String address, Instant now) {
        FraudGuard.Frame frame = guard.frame(number, now);
        Object[] asked = {"address:" + address, "number:" + number.e164()};
        return guard.run(
                        () -> jdbc.query(
                                SendLimitStatements.PRESSURE,
                                (row, index) -> pressure(row, frame, now),
                                Stream.concat(Arrays.stream(asked), Arrays.stream(frame.arguments()))
                                        .toArray()),
                        () -> jdbc.query(
                                SendLimitStatements.PRESSURE_UNGUARDED,
                                (row, index) -> pressure(row, frame, now),
                                asked))
                .getFirst();
    }

    private Challenge.Pressure pressure(ResultSet row, FraudGuard.Frame frame, Instant now) throws SQLException {
        GuardWindow.State prefix = guard.state(frame.prefix(), GuardWindow.Counts.read(row.getArray("prefix_window")));
        GuardWindow.State country =
                guard.state(frame.country(), GuardWindow.Counts.read(row.getArray("country_window")));
        return evaluator.pressure(
                country.decision().compareTo(prefix.decision()) > 0 ? country : prefix,
                TakenRow.guard(row),
                row.getArray("taken") == null ? List.of() : TakenRow.times(row.getArray("taken")),
                now);
    }

    /** Refunds a send that no provider accepted, in the caller's transaction. Idempotent. */
    public void refund(Allowance.Receipt receipt) {
        FraudGuard.Frame frame = receipt.frame();
        if (frame == null) {
            jdbc.update(SendLimitStatements.REFUND_UNGUARDED, refunded(receipt));
        } else {
            guard.run(
                    () -> jdbc.update(
                            SendLimitStatements.REFUND,
                            refunded(receipt, Timestamp.from(frame.bucket()), frame.keys())),
                    () -> jdbc.update(SendLimitStatements.REFUND_UNGUARDED, refunded(receipt)));
        }
    }

    private static Object[] refunded(Allowance.Receipt receipt, Object... guarded) {
        Timestamp at = Timestamp.from(receipt.at());
        List<Object> arguments = new ArrayList<>(List.of(receipt.subjects().toArray(String[]::new), at));
        arguments.addAll(Arrays.asList(guarded));
        arguments.add(receipt.shard());
        arguments.add(Timestamp.from(receipt.at().truncatedTo(ChronoUnit.MINUTES)));
        arguments.add(Timestamp.from(receipt.at().truncatedTo(ChronoUnit.DAYS)));
        return arguments.toArray();
    }

    /**
     * Records that a send with a solved challenge is allowed. If the number has too many wrong codes, the wait before
     * its next session doubles. Runs in the caller's transaction.
     */
    void passed(Allowance.ChallengeWanted wanted, Instant now) {
        if (wanted.guardSubject() != null) {
            jdbc.update(
                    SendLimitStatements.COUNT_RESTRICTED_SESSION,
                    Timestamp.from(now),
                    settings.tries().firstWait().toSeconds(),
                    settings.tries().longestWait().toSeconds(),
                    Timestamp.from(now),
                    wanted.guardSubject());
        }
    }

    /** One more than the largest quota: enough to see that a window is exceeded, and since when. */
    private int longestMemory() {
        int largest = 0;
        for (SendLimitEvaluator.SlidingWindow.Policy policy : SendLimitEvaluator.SlidingWindow.Policy.values()) {
            largest = Math.max(largest, policy.quota(settings));
        }
        return largest + 1;
    }

    /** A row of the result of {@link SendLimitStatements#TAKE}; all rows differ only in subject and times. */
    record TakenRow(
            String subject,
            List<Instant> taken,
            boolean boundDevice,
            @Nullable Integer shard,
            NumberGuard guard,
            boolean guarded,
            GuardWindow.Counts prefix,
            GuardWindow.Counts country) {

        static TakenRow read(ResultSet row, int index) throws SQLException {
            return new TakenRow(
                    row.getString("subject"),
                    times(row.getArray("taken")),
                    row.getBoolean("bound"),
                    row.getObject("shard", Integer.class),
                    guard(row),
                    row.getArray("prefix_window") != null,
                    GuardWindow.Counts.read(row.getArray("prefix_window")),
                    GuardWindow.Counts.read(row.getArray("country_window")));
        }

        static List<Instant> times(Array array) throws SQLException {
            return Arrays.stream((Timestamp[]) array.getArray())
                    .map(Timestamp::toInstant)
                    .toList();
        }

        static NumberGuard guard(ResultSet row) throws SQLException {
            Date day = row.getDate("failure_day");
            Timestamp next = row.getTimestamp("next_session_at");
            Timestamp stopped = row.getTimestamp("stopped_until");
            return new NumberGuard(
                    row.getString("guarded"),
                    day == null ? null : day.toLocalDate(),
                    row.getInt("failures_today"),
                    row.getInt("penalty"),
                    next == null ? null : next.toInstant(),
                    stopped == null ? null : stopped.toInstant());
        }

        /**
         * The consequences of wrong codes for a number: none, a wait and a challenge before each further session, or a
         * stop. A device that is bound to the number's account is evaluated by its own wrong codes only.
         *
         * @param subject the subject that the wrong codes are counted for
         * @param failureDay the UTC day of {@code failuresToday}; null if there are none
         * @param penalty 1 when the number becomes restricted, plus one for each session allowed since then
         */
        record NumberGuard(
                String subject,
                @Nullable LocalDate failureDay,
                int failuresToday,
                int penalty,
                @Nullable Instant nextSessionAt,
                @Nullable Instant stoppedUntil) {

            /** True if further sessions must wait and solve a challenge today. */
            boolean restricted(Instant now, LimitSettings.Tries tries) {
                return now.atZone(ZoneOffset.UTC).toLocalDate().equals(failureDay) && failuresToday >= tries.perDay();
            }

            /** How long the next session must wait; zero if it is allowed now. */
            Duration waitFor(Instant now, LimitSettings.Tries tries) {
                return restricted(now, tries) ? until(nextSessionAt, now) : Duration.ZERO;
            }

            Duration stoppedFor(Instant now) {
                return until(stoppedUntil, now);
            }

            private static Duration until(@Nullable Instant then, Instant now) {
                return then == null || !then.isAfter(now) ? Duration.ZERO : Duration.between(now, then);
            }
        }
    }
}
