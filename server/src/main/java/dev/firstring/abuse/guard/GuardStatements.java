package dev.firstring.abuse.guard;

/**
 * The guard's parts of other statements, so that a send charges the limits and counts in the guard in one round trip.
 */
public final class GuardStatements {

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
