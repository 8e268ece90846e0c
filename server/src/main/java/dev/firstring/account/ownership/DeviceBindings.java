package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.platform.Ids;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Binds devices to accounts, each by a token that the service issues at sign-in. The device id that a client chooses is
 * not used for this. Thread-safe.
 */
@Component
public class DeviceBindings {

    /** How long a device without a sign-in remains bound: as long as browsers keep a cookie. */
    public static final Duration KEPT = Duration.ofDays(400);

    private static final int MOST = 20;

    // A presented token is bound again only to the account that it was issued for. For any other account it counts as
    // unknown: otherwise an attacker who planted a token in a victim's device would hold a proof for the victim's
    // account.
    private static final String BIND = """
            WITH known AS (
                UPDATE device_binding SET seen_at = ?
                 WHERE proof = decode(?, 'hex') AND account_id = ?
                RETURNING proof
            ), spare AS (
                DELETE FROM device_binding
                 WHERE NOT EXISTS (SELECT 1 FROM known)
                   AND proof IN (SELECT proof FROM device_binding WHERE account_id = ? ORDER BY seen_at DESC OFFSET ?)
            )
            INSERT INTO device_binding (proof, account_id, bound_at, seen_at)
            SELECT decode(?, 'hex'), ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM known)
            """;

    private static final String FORGET = """
            DELETE FROM device_binding WHERE account_id = ?
            """;

    private final JdbcTemplate jdbc;
    private final Ids ids;

    public DeviceBindings(JdbcTemplate jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /**
     * Binds the device that has just signed in, in the caller's transaction, which has locked the account's row.
     *
     * @param presented the proof of the token that the device presented; null if none was
     * @return the new token for the device; empty if the presented one remains valid
     */
    public Optional<DeviceToken> bind(AccountId account, @Nullable String presented, Instant now) {
        DeviceToken token = new DeviceToken(ids.secret(DeviceToken.BYTES));
        Timestamp at = Timestamp.from(now);
        int given = jdbc.update(
                BIND,
                at,
                presented,
                account.value(),
                account.value(),
                MOST - 1,
                token.proof(),
                account.value(),
                at,
                at);
        return given == 1 ? Optional.of(token) : Optional.empty();
    }

    /** Unbinds every device of the account, in the caller's transaction. */
    public void forget(AccountId account) {
        jdbc.update(FORGET, account.value());
    }
}
