package dev.firstring.http.idempotency;

import dev.firstring.platform.keys.Sealed;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who runs under which key, and what was answered. Each step is one statement. Thread-safe. */
final class IdempotencyStore {

    private static final String CLAIM = """
            INSERT INTO idempotency_key AS held (scope, fingerprint, lease_until, created_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (scope) DO UPDATE
               SET fingerprint = excluded.fingerprint,
                   lease_until = excluded.lease_until,
                   status = NULL,
                   response = NULL,
                   key_id = NULL,
                   created_at = excluded.created_at
             WHERE held.created_at <= ?
                OR (held.status IS NULL AND held.lease_until <= ? AND held.fingerprint = excluded.fingerprint)
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

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final IdempotencySettings settings;

    IdempotencyStore(JdbcTemplate jdbc, Clock clock, IdempotencySettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** Claims the key, if it is free, was left by a request that never ended, or is older than answers are kept. */
    Claim claim(byte[] scope, byte[] fingerprint) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant leaseUntil = now.plus(settings.lease());
        int claimed = jdbc.update(
                CLAIM,
                scope,
                fingerprint,
                Timestamp.from(leaseUntil),
                Timestamp.from(now),
                Timestamp.from(now.minus(settings.keep())),
                Timestamp.from(now));
        if (claimed == 1) {
            return new Claim.Won(scope, leaseUntil);
        }
        List<Claim> held = jdbc.query(FIND, (row, number) -> held(row, fingerprint), (Object) scope);
        return held.isEmpty() ? new Claim.Running() : held.getFirst();
    }

    private static Claim held(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!MessageDigest.isEqual(row.getBytes("fingerprint"), fingerprint)) {
            return new Claim.OtherRequest();
        }
        row.getInt("status");
        return row.wasNull()
                ? new Claim.Running()
                : new Claim.Answered(new Sealed(row.getInt("key_id"), row.getBytes("response")));
    }

    /** Keeps the answer, unless the lease ran out and another request took over. */
    void complete(Claim.Won claim, int status, Sealed response) {
        jdbc.update(
                COMPLETE,
                status,
                response.ciphertext(),
                response.keyId(),
                claim.scope(),
                Timestamp.from(claim.leaseUntil()));
    }

    /** Gives the key back, so that the request can be made again. */
    void release(Claim.Won claim) {
        jdbc.update(RELEASE, claim.scope(), Timestamp.from(claim.leaseUntil()));
    }
}
