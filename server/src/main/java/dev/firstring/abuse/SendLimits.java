package dev.firstring.abuse;

import dev.firstring.http.PolicyState;
import dev.firstring.phone.PhoneNumber;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The limits on sending, in PostgreSQL: shared by all nodes, kept over restarts, all of one request in one round trip.
 * When the database is away nothing is sent (fails closed). Thread-safe.
 *
 * <p>A device that is bound to the number's account has limits of its own for that number, so that a stranger who uses
 * up the number's sends does not lock its owner out.
 */
@Component
public class SendLimits {

    private final JdbcTemplate jdbc;
    private final LimitSettings settings;
    private final SendBudget budget;

    public SendLimits(JdbcTemplate jdbc, LimitSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.budget = new SendBudget(jdbc, settings);
    }

    /**
     * Counts one send. Runs in the caller's transaction, which must be rolled back unless the answer is
     * {@link Allowance.Granted}: then nothing was taken.
     *
     * @throws CannotAcquireLockException if another transaction held what has room for longer than a second: try again
     */
    public Allowance take(SendRequest request) {
        Timestamp minute = Timestamp.from(request.at().truncatedTo(ChronoUnit.MINUTES));
        Timestamp day = Timestamp.from(request.at().truncatedTo(ChronoUnit.DAYS));
        List<TakenRow> rows = jdbc.query(
                SendLimitStatements.TAKE,
                TakenRow::read,
                request.number().e164(),
                request.deviceId(),
                request.address(),
                Timestamp.from(request.at()),
                settings.serviceMinute(),
                settings.serviceDay(),
                minute,
                day,
                longestMemory());
        return judge(request, rows);
    }

    /** How long until the limits would let one more message go to the number; consumes nothing. */
    public Duration untilNext(PhoneNumber number, @Nullable String deviceId, boolean boundDevice, Instant now) {
        String subject = boundDevice ? "bound:" + number.e164() + "|" + deviceId : "number:" + number.e164();
        return jdbc
                .query(
                        SendLimitStatements.ASK,
                        (row, index) -> windows(row.getString("subject"), TakenRow.times(row.getArray("taken"))),
                        subject,
                        "device:" + deviceId)
                .stream()
                .flatMap(List::stream)
                .map(window -> window.untilNext(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Gives back what a send took that nobody accepted. Giving back twice is harmless. */
    public void refund(SendReceipt receipt) {
        jdbc.update(
                SendLimitStatements.REFUND,
                Timestamp.from(receipt.at()),
                receipt.subjects().toArray(String[]::new),
                Timestamp.from(receipt.at()),
                receipt.shard(),
                Timestamp.from(receipt.at().truncatedTo(ChronoUnit.MINUTES)),
                Timestamp.from(receipt.at().truncatedTo(ChronoUnit.DAYS)));
    }

    private Allowance judge(SendRequest request, List<TakenRow> rows) {
        Instant now = request.at();
        List<SlidingWindow> windows = rows.stream()
                .map(row -> windows(row.subject(), row.taken()))
                .flatMap(List::stream)
                .toList();
        List<PolicyState> states = states(windows, now);
        TakenRow first = rows.getFirst();
        Allowance.@Nullable Limited limited = limited(windows, first, states, request);
        if (limited != null) {
            return limited;
        }
        Integer shard = first.shard() == null ? budget.takeWaiting(now) : first.shard();
        if (shard == null) {
            Duration untilNextMinute =
                    Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60));
            return new Allowance.Limited("service", untilNextMinute, states);
        }
        List<String> subjects = rows.stream().map(TakenRow::subject).toList();
        Duration next = windows.stream()
                .filter(window -> window.policy() != Policy.ADDRESS_HOUR)
                .map(window -> window.untilNext(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Allowance.Granted granted =
                new Allowance.Granted(new SendReceipt(now, subjects, shard, first.boundDevice()), states, next);
        return request.opensSession() && first.guard().restricted(now, settings.tries())
                ? new Allowance.ChallengeWanted(first.guard().subject(), granted)
                : granted;
    }

    /** The limit that holds the send back the longest, if any does. */
    private Allowance.@Nullable Limited limited(
            List<SlidingWindow> windows, TakenRow first, List<PolicyState> states, SendRequest request) {
        Instant now = request.at();
        Allowance.@Nullable Limited worst = null;
        for (SlidingWindow window : windows) {
            if (window.exceeded(now)) {
                worst = longer(worst, window.policy().word(), window.untilAllowed(now), states);
            }
        }
        Duration stopped = first.guard().stoppedFor(now);
        if (stopped.isPositive()) {
            worst = longer(worst, "number-stopped", stopped, states);
        }
        Duration wait = first.guard().waitFor(now, settings.tries());
        return request.opensSession() && wait.isPositive() ? longer(worst, "number-guard", wait, states) : worst;
    }

    private static Allowance.Limited longer(
            Allowance.@Nullable Limited known, String policy, Duration wait, List<PolicyState> states) {
        return known != null && known.retryAfter().compareTo(wait) >= 0
                ? known
                : new Allowance.Limited(policy, wait, states);
    }

    private List<SlidingWindow> windows(String subject, List<Instant> sends) {
        List<Policy> policies = switch (subject.substring(0, subject.indexOf(':'))) {
            case "number", "bound" -> List.of(Policy.NUMBER_HOUR, Policy.NUMBER_DAY);
            case "address" -> List.of(Policy.ADDRESS_HOUR);
            case "device" -> List.of(Policy.DEVICE_DAY);
            default -> throw new IllegalStateException("no policies for such a subject");
        };
        return policies.stream()
                .map(policy -> new SlidingWindow(policy, policy.quota(settings), sends))
                .toList();
    }

    private static List<PolicyState> states(List<SlidingWindow> windows, Instant now) {
        List<PolicyState> states = new ArrayList<>(windows.size());
        for (SlidingWindow window : windows) {
            states.add(new PolicyState(
                    window.policy().word(),
                    window.quota(),
                    window.policy().window(),
                    window.remaining(now),
                    window.resetIn(now)));
        }
        return states;
    }

    /** Lets one session of a restricted number through; the next one waits twice as long. In the caller's transaction. */
    public void passGuard(String guardSubject, Instant now) {
        Duration first = settings.tries().firstWait();
        jdbc.update(
                SendLimitStatements.COUNT_RESTRICTED_SESSION,
                Timestamp.from(now),
                first.toSeconds(),
                settings.tries().longestWait().toSeconds(),
                Timestamp.from(now),
                guardSubject);
    }

    /** One more than the largest quota: enough to see that a window is full, and when it was so. */
    private int longestMemory() {
        int largest = 0;
        for (Policy policy : Policy.values()) {
            largest = Math.max(largest, policy.quota(settings));
        }
        return largest + 1;
    }
}
