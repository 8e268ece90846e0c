package dev.firstring.http.idempotency;

import dev.firstring.platform.keys.SecretBox;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores claims of keys and the responses. Each step is one statement. Thread-safe. */
final class IdempotencyStore {

    private static final String CLAIM = """
            WITH counted AS (
                INSERT INTO idempotency_caller AS caller (caller_hash, hour, keys)
                VALUES (?, ?, 1)
                ON CONFLICT (caller_hash, hour) DO UPDATE
                   SET keys = caller.keys + 1
                 WHERE caller.keys < ?
                RETURNING keys
            ), claimed AS (
                INSERT INTO idempotency_key AS held (scope, fingerprint, lease_until, created_at)
                SELECT ?, ?, ?, ? FROM counted
                ON CONFLICT (scope) DO UPDATE
                   SET fingerprint = excluded.fingerprint,
                       lease_until = excluded.lease_until,
                       status = NULL,
                       response = NULL,
                       key_id = NULL,
                       created_at = excluded.created_at
                 WHERE held.created_at <= ?
                    OR (held.status IS NULL AND held.lease_until <= ? AND held.fingerprint = excluded.fingerprint)
                RETURNING scope
            )
            SELECT (SELECT count(*) FROM counted) AS counted, (SELECT count(*) FROM claimed) AS claimed
            """;

    private static final String FIND = """
            SELECT fingerprint, status, response, key_id
              FROM idempotency_key
             WHERE scope = ?
            """;

    private static final String COMPLETE = """
            UPDATE idempotency_key
               SET status = ?, response = ?, key_id = ?
             WHERE scope = ? AND lease_until = ? AND status IS NULL
            """;

    private static final String RELEASE = """
            DELETE FROM idempotency_key
             WHERE scope = ? AND lease_until = ? AND status IS NULL
            """;

    private static final int OPERATORS_SHARE = 100;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final IdempotencySettings settings;

    IdempotencyStore(JdbcTemplate jdbc, Clock clock, IdempotencySettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Claims the key if it is new, if the lease of an uncompleted request has expired, or if the stored response is
     * older than the retention period. Every claim counts against the caller's limit, which bounds the size of the
     * table.
     */
    IdempotencyClaim claim(byte[] scope, byte[] fingerprint, RequestScope.Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        Instant leaseUntil = now.plus(settings.lease());
        Outcome outcome = Objects.requireNonNull(jdbc.queryForObject(
                CLAIM,
                (row, number) -> new Outcome(row.getInt("counted") == 1, row.getInt("claimed") == 1),
                caller.hash(),
                Timestamp.from(hour),
                caller.operator() ? settings.keysAnHour() * OPERATORS_SHARE : settings.keysAnHour(),
                scope,
                fingerprint,
                Timestamp.from(leaseUntil),
                Timestamp.from(now),
                Timestamp.from(now.minus(settings.keep())),
                Timestamp.from(now)));
        if (outcome.claimed()) {
            return new IdempotencyClaim.Won(scope, leaseUntil);
        }
        return held(scope, fingerprint)
                .orElseGet(() -> outcome.counted()
                        ? new IdempotencyClaim.Running()
                        : new IdempotencyClaim.TooMany(Duration.between(now, hour.plus(1, ChronoUnit.HOURS))));
    }

    /** The state of a key that another request has claimed; empty if it is not claimed. */
    Optional<IdempotencyClaim> held(byte[] scope, byte[] fingerprint) {
        return jdbc.query(FIND, (row, number) -> held(row, fingerprint), (Object) scope).stream()
                .findFirst();
    }

    private record Outcome(boolean counted, boolean claimed) {}

    private static IdempotencyClaim held(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!MessageDigest.isEqual(row.getBytes("fingerprint"), fingerprint)) {
            return new IdempotencyClaim.OtherRequest();
        }
        row.getInt("status");
        return row.wasNull()
                ? new IdempotencyClaim.Running()
                : new IdempotencyClaim.Answered(new SecretBox.Sealed(row.getInt("key_id"), row.getBytes("response")));
    }

    /** Stores the response, unless another request has taken over the claim after the lease expired. */
    void complete(IdempotencyClaim.Won claim, int status, SecretBox.Sealed response) {
        jdbc.update(
                COMPLETE,
                status,
                response.ciphertext(),
                response.keyId(),
                claim.scope(),
                Timestamp.from(claim.leaseUntil()));
    }

    /** Releases the key, so that the request can be retried. */
    void release(IdempotencyClaim.Won claim) {
        jdbc.update(RELEASE, claim.scope(), Timestamp.from(claim.leaseUntil()));
    }
}
