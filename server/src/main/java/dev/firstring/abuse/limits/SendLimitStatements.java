package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.FraudGuard.GuardStatements;

/** The SQL statements of {@link SendLimits}. */
final class SendLimitStatements {

    private static final String GIVEN = """
            WITH given AS (
                SELECT CAST(? AS text) AS number, CAST(? AS text) AS turn, CAST(? AS text) AS device_subject,
                       CAST(? AS text) AS proof, CAST(? AS text) AS address, CAST(? AS boolean) AS test_number,
                       CAST(? AS timestamptz) AS at, CAST(? AS integer) AS minute_budget,
                       CAST(? AS integer) AS day_budget, CAST(? AS timestamptz) AS minute, CAST(? AS timestamptz) AS day
            """;

    private static final String TURN = """
            ), turn AS (
                SELECT pg_advisory_xact_lock(hashtextextended(given.turn, 0)) FROM given WHERE given.turn IS NOT NULL
            """;

    /** A look takes no turn. */
    private static final String NO_TURN = """
            ), turn AS (
                SELECT 1 AS taken FROM given
            """;

    private static final String WHO = """
            ), who AS (
                SELECT EXISTS (
                    SELECT 1
                      FROM number_holding AS holding
                      JOIN device_binding AS bound ON bound.account_id = holding.account_id
                     WHERE holding.phone_number = given.number AND holding.released_at IS NULL
                       AND bound.proof = decode(given.proof, 'hex')) AS bound
                  FROM given
                 WHERE (SELECT count(*) FROM turn) >= 0
            ), subject AS (
                SELECT 1 AS place,
                       CASE WHEN who.bound THEN 'bound:' || given.number || '|' || given.proof
                            ELSE 'number:' || given.number END AS name
                  FROM given CROSS JOIN who
                UNION ALL
                SELECT 2, 'address:' || given.address FROM given
                UNION ALL
                SELECT 3, given.device_subject FROM given WHERE given.device_subject IS NOT NULL
            """;

    private static final String COUNTED = TURN + WHO + """
            ), counted AS (
                INSERT INTO rate_limit AS held (subject, taken)
                SELECT subject.name, ARRAY[given.at]
                  FROM subject CROSS JOIN given
                 WHERE subject.place > 1 OR NOT given.test_number
                 ORDER BY subject.place
                ON CONFLICT (subject) DO UPDATE SET taken = (EXCLUDED.taken || held.taken)[1 : ?]
                RETURNING subject, taken
            """;

    /** Returns the rows as if one more send had been counted. */
    private static final String SEEN = NO_TURN + WHO + """
            ), counted AS (
                SELECT subject.name AS subject, (ARRAY[given.at] || COALESCE(held.taken, '{}'))[1 : ?] AS taken
                  FROM given CROSS JOIN subject
                  LEFT JOIN rate_limit AS held ON held.subject = subject.name
                 WHERE subject.place > 1 OR NOT given.test_number
            """;

    private static final String SPENT = """
            ), roomy AS (
                SELECT budget.shard
                  FROM send_budget AS budget CROSS JOIN given
                 WHERE CASE WHEN budget.minute_start < given.minute THEN 0 ELSE budget.minute_spent END
                        < given.minute_budget / 32 + CASE WHEN budget.shard < given.minute_budget % 32 THEN 1 ELSE 0 END
                   AND CASE WHEN budget.day_start < given.day THEN 0 ELSE budget.day_spent END
                        < given.day_budget / 32 + CASE WHEN budget.shard < given.day_budget % 32 THEN 1 ELSE 0 END
                   AND (SELECT count(*) FROM counted) > 0 AND NOT given.test_number
                 LIMIT 1 FOR UPDATE OF budget SKIP LOCKED
            ), spent AS (
                UPDATE send_budget AS budget
                   SET minute_spent = CASE WHEN minute_start < given.minute THEN 1 ELSE minute_spent + 1 END,
                       minute_start = GREATEST(minute_start, given.minute),
                       day_spent = CASE WHEN day_start < given.day THEN 1 ELSE day_spent + 1 END,
                       day_start = GREATEST(day_start, given.day)
                  FROM given
                 WHERE budget.shard = (SELECT roomy.shard FROM roomy)
                RETURNING budget.shard
            )
            SELECT counted.subject, counted.taken, who.bound, (SELECT spent.shard FROM spent) AS shard,
                   first.name AS guarded, guard.failure_day, guard.failures_today, guard.penalty, guard.next_session_at,
                   guard.stopped_until
            """;

    /** Finds a shard with remaining budget, and sets the lock timeout of the transaction to half a second. */
    private static final String ROOM = """
            ), roomy AS (
                SELECT budget.shard
                  FROM send_budget AS budget CROSS JOIN given
                 WHERE CASE WHEN budget.minute_start < given.minute THEN 0 ELSE budget.minute_spent END
                        < given.minute_budget / 32 + CASE WHEN budget.shard < given.minute_budget % 32 THEN 1 ELSE 0 END
                   AND CASE WHEN budget.day_start < given.day THEN 0 ELSE budget.day_spent END
                        < given.day_budget / 32 + CASE WHEN budget.shard < given.day_budget % 32 THEN 1 ELSE 0 END
                   AND NOT given.test_number
                 LIMIT 1
            )
            SELECT counted.subject, counted.taken, who.bound, (SELECT roomy.shard FROM roomy) AS shard,
                   first.name AS guarded, guard.failure_day, guard.failures_today, guard.penalty, guard.next_session_at,
                   guard.stopped_until, set_config('lock_timeout', '500ms', true) AS lock_timeout
            """;

    private static final String FROM = """
              FROM counted
              CROSS JOIN who
              JOIN subject AS first ON first.place = 1
              JOIN subject ON subject.name = counted.subject
              LEFT JOIN number_guard AS guard ON guard.subject = first.name
             ORDER BY subject.place
            """;

    /**
     * Charges all limits at once. All senders lock the subjects in the order number, address, device, budget, which
     * prevents deadlocks. The budget is spread over 32 rows. The first row that has remaining budget and is not locked
     * is charged, so that the budget is exact without a queue on one row. When all rows with remaining budget are
     * locked, {@link SendBudget} waits for one. The guard counts in rows that only this connection writes.
     *
     * <p>Before all of them, an advisory lock on the device and number serializes concurrent starts of a session. The
     * later start begins its next statement after the earlier one has committed, whichever rows they count in. So it
     * sees the session that it supersedes, without a unique index. The lock is released at the end of the transaction.
     */
    static final String TAKE = GIVEN
            + GuardStatements.GIVEN
            + COUNTED
            + GuardStatements.COUNT_AND_SUM
            + SPENT
            + GuardStatements.WINDOWS
            + FROM;

    /** The same statement, for when the guard's tables are unreadable. */
    static final String TAKE_UNGUARDED = GIVEN + COUNTED + SPENT + """
            , CAST(NULL AS bigint[]) AS prefix_window, CAST(NULL AS bigint[]) AS country_window
            """ + FROM;

    /**
     * Returns what {@link #TAKE} would return, as far as other transactions have committed. Takes no locks and writes
     * nothing, so a send that is already over a limit is rejected at little cost and blocks nobody.
     */
    static final String LOOK =
            GIVEN + GuardStatements.GIVEN + SEEN + GuardStatements.SUM + ROOM + GuardStatements.WINDOWS + FROM;

    /** The same statement, for when the guard's tables are unreadable. */
    static final String LOOK_UNGUARDED = GIVEN + SEEN + ROOM + """
            , CAST(NULL AS bigint[]) AS prefix_window, CAST(NULL AS bigint[]) AS country_window
            """ + FROM;

    private static final String PRESSING = """
            SELECT held.taken, guard.subject AS guarded, guard.failure_day, guard.failures_today, guard.penalty,
                   guard.next_session_at, guard.stopped_until
            """;

    private static final String PRESSING_FROM = """
              FROM given
              LEFT JOIN rate_limit AS held ON held.subject = given.address_subject
              LEFT JOIN number_guard AS guard ON guard.subject = given.number_subject
            """;

    private static final String PRESSED_ON = """
            WITH given AS (
                SELECT CAST(? AS text) AS address_subject, CAST(? AS text) AS number_subject
            """;

    /** Reads the causes of pressure on a number and an address; consumes nothing. */
    static final String PRESSURE = PRESSED_ON + GuardStatements.GIVEN + ")\n" + PRESSING
            + ", (" + GuardStatements.counts("given.prefix_key") + ") AS prefix_window, ("
            + GuardStatements.counts("given.country_key") + ") AS country_window\n" + PRESSING_FROM;

    /** The same statement, for when the guard's tables are unreadable. */
    static final String PRESSURE_UNGUARDED = PRESSED_ON + ")\n" + PRESSING
            + ", CAST(NULL AS bigint[]) AS prefix_window, CAST(NULL AS bigint[]) AS country_window\n" + PRESSING_FROM;

    static final String ASK = """
            SELECT subject, taken FROM rate_limit WHERE subject = ?
            """;

    /** Locks the subjects in the listed order, in which a send charges them. */
    private static final String GIVE_BACK = """
            WITH held AS MATERIALIZED (
                SELECT rate_limit.subject
                  FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS listed (subject, place)
                  JOIN rate_limit ON rate_limit.subject = listed.subject
                 ORDER BY listed.place
                   FOR UPDATE OF rate_limit
            ), given_back AS (
                UPDATE rate_limit SET taken = array_remove(rate_limit.taken, given.at)
                  FROM held CROSS JOIN (SELECT CAST(? AS timestamptz) AS at) AS given
                 WHERE rate_limit.subject = held.subject AND given.at = ANY (rate_limit.taken)
                RETURNING rate_limit.subject
            )
            """;

    private static final String GIVE_BACK_BUDGET = """
            UPDATE send_budget
               SET minute_spent = minute_spent - CASE WHEN minute_start = g.minute AND minute_spent > 0 THEN 1 ELSE 0 END,
                   day_spent = day_spent - CASE WHEN day_start = g.day AND day_spent > 0 THEN 1 ELSE 0 END
              FROM (SELECT CAST(? AS smallint) AS shard, CAST(? AS timestamptz) AS minute, CAST(? AS timestamptz) AS day) AS g
             WHERE send_budget.shard = g.shard AND (SELECT count(*) FROM given_back) > 0
            """;

    static final String REFUND = GIVE_BACK + GuardStatements.UNCOUNT + GIVE_BACK_BUDGET;

    /** The same statement for a send that the guard did not count, or for when its tables are unreadable. */
    static final String REFUND_UNGUARDED = GIVE_BACK + GIVE_BACK_BUDGET;

    static final String COUNT_RESTRICTED_SESSION = """
            UPDATE number_guard
               SET next_session_at = CAST(? AS timestamptz)
                       + LEAST(? * power(2, LEAST(penalty, 20)), ?) * interval '1 second',
                   penalty = LEAST(penalty + 1, 20), updated_at = ?
             WHERE subject = ?
            """;

    private SendLimitStatements() {}
}
