package dev.firstring.onboarding.life;

import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells a device whether it has a session under way. The id of a device is chosen by the client and proves nothing, so the token
 * that the service gave the device has to come with it, and the session has to have been started with both. Its own id is kept by the client
 * alone. Asking consumes nothing. Thread-safe.
 */
@Component
public class ActiveSession {

    /** No session lives longer. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);

    private static final String FIND = """
            SELECT step, phone_number, created_at, expires_at
              FROM onboarding_session
             WHERE device_id = ? AND device_proof = decode(?, 'hex') AND ended_at IS NULL AND completed_at IS NULL
               AND expires_at > ? AND id_hash >= ?
             ORDER BY created_at DESC
             LIMIT 1
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    ActiveSession(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A session that is under way.
     *
     * @param number null while none was given
     */
    public record Active(Step step, @Nullable PhoneNumber number, Instant createdAt, Instant expiresAt) {}

    /** The newest live session that was started with this device id and token. */
    public Optional<Active> of(String deviceId, DeviceToken token) {
        Instant now = clock.instant();
        return jdbc
                .query(
                        FIND,
                        (row, index) -> active(row),
                        deviceId,
                        token.proof(),
                        Timestamp.from(now),
                        SessionId.lowestHash(now.minus(LONGEST_LIFE)))
                .stream()
                .findFirst();
    }

    private static Active active(ResultSet row) throws SQLException {
        String number = row.getString("phone_number");
        return new Active(
                Step.ofWord(row.getString("step")),
                number == null ? null : new PhoneNumber(number),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
