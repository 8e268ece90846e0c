package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.GuardStatements;

/** The statements of {@link SendLimits}. */
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

    /** As if one more had been counted. */
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

    /** A shard that has room, and half a second at most for each lock of the rest of the transaction. */
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
     * Takes from every limit at once. Subjects are locked in the order number, address, device, budget by everybody,
     * so that senders cannot block each other in a circle. The budget is spread over 32 rows: the first one that has
     * room and that nobody holds is taken, so that it is exact and yet nobody queues behind one row. When others hold all
     * that have room, {@link SendBudget} waits for one. The guard counts in rows that only this connection writes.
     *
     * <p>Before all of them comes the turn of the device and number that open a session: of two such starts at once the
     * later one begins its next statement after the earlier one's commit, whichever rows they count in. So it sees the
     * session that it supersedes, without help from a unique index. The turn ends with the transaction.
     */
    static final String TAKE = GIVEN
            + GuardStatements.GIVEN
            + COUNTED
            + GuardStatements.COUNT_AND_SUM
            + SPENT
            + GuardStatements.WINDOWS
            + FROM;

    /** The same while the guard's tables cannot be read. */
    static final String TAKE_UNGUARDED = GIVEN + COUNTED + SPENT + """
            , CAST(NULL AS bigint[]) AS prefix_window, CAST(NULL AS bigint[]) AS country_window
            """ + FROM;

    /**
     * What {@link #TAKE} would answer, as far as others have committed. Reads without a lock and writes nothing, so a refusal
     * that is clear by now costs the database next to nothing and holds up nobody.
     */
    static final String LOOK =
            GIVEN + GuardStatements.GIVEN + SEEN + GuardStatements.SUM + ROOM + GuardStatements.WINDOWS + FROM;

    /** The same while the guard's tables cannot be read. */
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

    /** What presses on a number and an address; consumes nothing. */
    static final String PRESSURE = PRESSED_ON + GuardStatements.GIVEN + ")\n" + PRESSING
            + ", (" + GuardStatements.counts("given.prefix_key") + ") AS prefix_window, ("
            + GuardStatements.counts("given.country_key") + ") AS country_window\n" + PRESSING_FROM;

    /** The same while the guard's tables cannot be read. */
    static final String PRESSURE_UNGUARDED = PRESSED_ON + ")\n" + PRESSING
            + ", CAST(NULL AS bigint[]) AS prefix_window, CAST(NULL AS bigint[]) AS country_window\n" + PRESSING_FROM;

    static final String ASK = """
            SELECT subject, taken FROM rate_limit WHERE subject = ?
            """;

    /** Locks the subjects as they are listed: in the order in which a send takes from them. */
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

    /** The same for a send that the guard did not count, or while its tables cannot be read. */
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
