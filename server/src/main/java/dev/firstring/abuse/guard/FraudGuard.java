package dev.firstring.abuse.guard;

import dev.firstring.abuse.guard.GuardSettings.WhenUnreadable;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RetryingTransactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Evaluates sends by the share of proved sends in the windows of their prefix and country. Logs challenged and blocked
 * sends with the reason, and counts every decision in {@code firstring.guard.decisions} by decision, scope and country.
 *
 * <p>The service does not depend on the guard's tables. When a statement that uses them fails permanently, its
 * transaction is retried without them, and they are not used for ten seconds; then the next send tries them again.
 * Meanwhile a setting decides whether sends are unguarded or rejected; both are counted in
 * {@code firstring.guard.unreadable}. Codes are verified in either case. This does not help when the whole database is
 * unavailable. Thread-safe.
 */
@Component
public class FraudGuard {

    private static final Logger LOG = LoggerFactory.getLogger(FraudGuard.class);
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SUSPENSION = Duration.ofSeconds(10);

    private final GuardSettings settings;
    private final PhoneNumbers numbers;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Counter unguarded;
    private volatile @Nullable Instant suspendedUntil;

    /**
     * Creates the guard.
     *
     * @throws IllegalArgumentException if a reaction is set for an unknown region
     */
    public FraudGuard(GuardSettings settings, PhoneNumbers numbers, Clock clock, MeterRegistry meters) {
        for (String region : settings.reactions().keySet()) {
            if (!numbers.knowsRegion(region)) {
                throw new IllegalArgumentException(
                        "firstring.guard.reactions." + region
                                + " names no country with phone numbers; use a two-letter code of ISO 3166 such as FR, or 001.");
            }
        }
        this.settings = settings;
        this.numbers = numbers;
        this.clock = clock;
        this.meters = meters;
        this.unguarded = Counter.builder("firstring.guard.unreadable")
                .description("Statements that were run without the guard because its tables cannot be read")
                .register(meters);
    }

    /** Returns the windows of a send to the number. */
    public Frame frame(PhoneNumber number, Instant at) {
        String region = numbers.region(number);
        return Frame.of(new GuardWindow(region, number.prefix()), new GuardWindow(region, null), at, settings);
    }

    /** Returns the stricter of the prefix and country windows for one more send, and counts the decision. */
    public GuardWindow.State judge(Frame frame, GuardWindow.Counts prefix, GuardWindow.Counts country) {
        GuardWindow.State ofPrefix = state(frame.prefix(), prefix);
        GuardWindow.State ofCountry = state(frame.country(), country);
        GuardWindow.State strict = ofCountry.decision().compareTo(ofPrefix.decision()) > 0 ? ofCountry : ofPrefix;
        count(strict);
        return strict;
    }

    /** Evaluates one window without counting a decision. */
    public GuardWindow.State state(GuardWindow window, GuardWindow.Counts counts) {
        return new GuardWindow.State(window, counts, settings.boundsOf(window), settings.reactionFor(window.country()));
    }

    /** How long until the oldest sends leave a blocked window; at least one minute. */
    public Duration untilBetter(GuardWindow.State blocked, Instant now) {
        Instant oldest = blocked.counts().oldest();
        if (oldest == null) {
            return SHORTEST_WAIT;
        }
        Duration wait = Duration.between(now, oldest.plus(settings.window()));
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    /**
     * Runs a send's statement with the guard or, if its tables are unreadable, without it.
     *
     * @throws RetryingTransactions.RetryRequested if the guard's tables turned out to be unreadable: the transaction
     *     must be retried
     * @throws DataAccessResourceFailureException if they are unreadable and the settings reject sends in this case
     */
    public <T> T send(Supplier<T> guarded, Supplier<T> withoutGuard) {
        if (suspended() && settings.whenUnreadable() == WhenUnreadable.REFUSE) {
            unguarded.increment();
            throw new DataAccessResourceFailureException("the guard's tables cannot be read, and so nothing is sent");
        }
        return run(guarded, withoutGuard);
    }

    /**
     * Runs another statement with the guard or, if its tables are unreadable, without it.
     *
     * @throws RetryingTransactions.RetryRequested as {@link #send}
     */
    public <T> T run(Supplier<T> guarded, Supplier<T> withoutGuard) {
        if (suspended()) {
            unguarded.increment();
            return withoutGuard.get();
        }
        try {
            return guarded.get();
        } catch (NonTransientDataAccessException e) {
            if (e instanceof DataAccessResourceFailureException || e instanceof DataIntegrityViolationException) {
                throw e;
            }
            throw suspend(e);
        }
    }

    private boolean suspended() {
        Instant until = suspendedUntil;
        return until != null && clock.instant().isBefore(until);
    }

    private RetryingTransactions.RetryRequested suspend(DataAccessException e) {
        suspendedUntil = clock.instant().plus(SUSPENSION);
        LOG.error(
                "A statement with the guard's counters failed; for {} s they are left out and sends are {}",
                SUSPENSION.toSeconds(),
                settings.whenUnreadable() == WhenUnreadable.REFUSE ? "refused" : "not guarded",
                e);
        return new RetryingTransactions.RetryRequested(e);
    }

    private void count(GuardWindow.State state) {
        GuardWindow.Decision decision = state.decision();
        Counter.builder("firstring.guard.decisions")
                .description("Sends that the guard has judged")
                .tag("decision", decision.word())
                .tag(
                        "scope",
                        decision == GuardWindow.Decision.ALLOW
                                ? "none"
                                : state.window().scope())
                .tag("country", state.window().country())
                .register(meters)
                .increment();
        switch (decision) {
            case ALLOW -> {}
            case MONITOR ->
                LOG.debug(
                        "guard: {} is over its bound, and sent to: {}",
                        state.window().key(),
                        state.why());
            case CHALLENGE, BLOCK ->
                LOG.info("guard: {} for {}: {}", decision.word(), state.window().key(), state.why());
        }
    }

    /**
     * The windows of a send and their time bounds.
     *
     * @param bucketLength the length of a time bucket
     * @param bucket when the bucket of this send began
     * @param begin buckets that began later are in the window
     * @param settled in buckets that began at or before this time, the grace period of every send has passed
     */
    public record Frame(
            GuardWindow prefix,
            GuardWindow country,
            Duration bucketLength,
            Instant bucket,
            Instant begin,
            Instant settled) {

        static Frame of(GuardWindow prefix, GuardWindow country, Instant at, GuardSettings settings) {
            Duration length = settings.bucket();
            long seconds = at.getEpochSecond();
            return new Frame(
                    prefix,
                    country,
                    length,
                    Instant.ofEpochSecond(seconds - Math.floorMod(seconds, length.toSeconds())),
                    settings.begin(at),
                    settings.settled(at));
        }

        public String[] keys() {
            return new String[] {prefix.key(), country.key()};
        }

        /** The arguments of {@link GuardStatements#GIVEN}. */
        public Object[] arguments() {
            return new Object[] {
                prefix.key(), country.key(), Timestamp.from(bucket), Timestamp.from(begin), Timestamp.from(settled)
            };
        }
    }

    /**
     * The guard's parts of other statements, so that a send charges the limits and counts in the guard in one round trip.
     */
    public static final class GuardStatements {

        /** The five counts of one window at the time of {@code given}, in the order of {@link GuardWindow.Counts#read}. */
        public static final String COUNTS = """
                ARRAY[
                       COALESCE(sum(guard_count.sent) FILTER (WHERE guard_count.bucket <= given.settled), 0),
                       COALESCE(sum(guard_count.verified) FILTER (WHERE guard_count.bucket <= given.settled), 0),
                       COALESCE(sum(guard_count.sent) FILTER (WHERE guard_count.bucket > given.settled), 0),
                       COALESCE(sum(guard_count.verified) FILTER (WHERE guard_count.bucket > given.settled), 0),
                       COALESCE(CAST(extract(epoch FROM min(guard_count.bucket)) AS bigint), 0)]
                """.strip();

        /** Additional columns of {@code given}: the keys and times of a {@link FraudGuard.Frame}. */
        public static final String GIVEN = """
                , CAST(? AS text) AS prefix_key, CAST(? AS text) AS country_key, CAST(? AS timestamptz) AS bucket,
                           CAST(? AS timestamptz) AS window_begin, CAST(? AS timestamptz) AS settled
                """;

        private static final String COUNT = """
                ), watched AS (
                    INSERT INTO guard_count AS held (subject, bucket, backend, sent, verified)
                    SELECT window_key.name, given.bucket, pg_backend_pid(), 1, 0
                      FROM given CROSS JOIN who
                     CROSS JOIN unnest(ARRAY[given.prefix_key, given.country_key]) AS window_key (name)
                     WHERE NOT who.bound
                    ON CONFLICT (subject, bucket, backend) DO UPDATE SET sent = held.sent + 1
                """;

        /** Sums up the windows of {@code given}, as far as other transactions have committed. */
        public static final String SUM = """
                ), pressed AS MATERIALIZED (
                    SELECT (%s) AS prefix_window, (%s) AS country_window
                      FROM given
                """.formatted(counts("given.prefix_key"), counts("given.country_key"));

        /** Counts a send of {@code given} unless {@code who} is bound, and sums up the windows without this send. */
        public static final String COUNT_AND_SUM = COUNT + SUM;

        /** Additional columns of the result of a statement with {@link #SUM}. */
        public static final String WINDOWS = """
                , (SELECT prefix_window FROM pressed) AS prefix_window, (SELECT country_window FROM pressed) AS country_window
                """;

        /** Refunds sends in a row of this connection if {@code given_back} is not empty. */
        public static final String UNCOUNT = """
                , uncounted AS (
                    INSERT INTO guard_count AS held (subject, bucket, backend, sent, verified)
                    SELECT window_key.name, CAST(? AS timestamptz), pg_backend_pid(), -1, 0
                      FROM unnest(CAST(? AS text[])) AS window_key (name)
                     WHERE (SELECT count(*) FROM given_back) > 0
                    ON CONFLICT (subject, bucket, backend) DO UPDATE SET sent = held.sent - 1
                )
                """;

        /**
         * Counts the sends of a proved session ({@code moved}: {@code sends}, {@code last_sent}, {@code guarded}) at the
         * time of the last one. Parameters: the length of a bucket in seconds, the keys.
         */
        public static final String COUNT_PROOF = """
                , proved AS (
                    INSERT INTO guard_count AS held (subject, bucket, backend, sent, verified)
                    SELECT window_key.name, date_bin(? * interval '1 second', moved.last_sent, 'epoch'), pg_backend_pid(), 0,
                           moved.sends
                      FROM moved CROSS JOIN unnest(CAST(? AS text[])) AS window_key (name)
                     WHERE moved.guarded AND moved.sends > 0
                    ON CONFLICT (subject, bucket, backend) DO UPDATE SET verified = held.verified + EXCLUDED.verified
                )
                """;

        private GuardStatements() {}

        /** Returns a query for the {@link #COUNTS} of the window whose key is in a column of {@code given}. */
        public static String counts(String key) {
            return """
                    SELECT %s
                      FROM guard_count
                     WHERE guard_count.subject = %s AND guard_count.bucket > given.window_begin
                    """.formatted(COUNTS, key).strip();
        }
    }
}
