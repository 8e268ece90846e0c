package dev.firstring.sipserver.registration;

import dev.firstring.account.ownership.AccountUse;
import dev.firstring.audit.Funnel;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * Stores registrations in {@code sip_credential} and {@code sip_registration}, in one statement, counts the first one of
 * each credential, and records that the account is in use. The two do not share a transaction, because accounts are locked before credentials.
 */
@Component
public final class RegistrationRows implements RegistrationTracking {

    private static final int LONGEST = 512;
    private static final RowMapper<String> NUMBER = (row, number) -> row.getString(1);

    private final JdbcTemplate jdbc;
    private final AccountUse use;
    private final Funnel funnel;
    private final Clock clock;

    RegistrationRows(JdbcTemplate jdbc, AccountUse use, Funnel funnel, Clock clock) {
        this.jdbc = jdbc;
        this.use = use;
        this.funnel = funnel;
        this.clock = clock;
    }

    @Override
    public void seen(CredentialId credential, ServerId server, Registration registration, @Nullable String address) {
        Timestamp at = Timestamp.from(Objects.requireNonNullElseGet(registration.refreshed(), clock::instant));
        String device = Objects.requireNonNullElse(registration.instanceId(), registration.contact());
        String userAgent = plain(registration.userAgent());
        List<String> firstOf = jdbc.query(
                """
                WITH before AS (
                    SELECT id, last_registered_at AS seen_at, last_registered_address AS address, phone_number
                      FROM sip_credential
                     WHERE id = ?
                       FOR NO KEY UPDATE
                ), credential AS (
                    UPDATE sip_credential
                       SET last_registered_at = ?, last_registered_address = ?, last_registered_user_agent = ?
                      FROM before
                     WHERE sip_credential.id = before.id
                       AND (before.seen_at IS NULL OR before.seen_at < ?
                            OR before.seen_at = ? AND before.address IS NULL AND ?::text IS NOT NULL)
                ), registration AS (
                    INSERT INTO sip_registration (credential_id, server_id, device, contact, user_agent, first_seen_at,
                                                  last_seen_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (credential_id, server_id, device) DO UPDATE
                       SET contact = excluded.contact, user_agent = excluded.user_agent,
                           last_seen_at = excluded.last_seen_at
                     WHERE sip_registration.last_seen_at < excluded.last_seen_at
                )
                SELECT coalesce(phone_number, '') FROM before WHERE seen_at IS NULL
                """,
                NUMBER,
                credential.value(),
                at,
                plain(address),
                userAgent,
                at,
                at,
                plain(address),
                credential.value(),
                server.value(),
                plain(device),
                plain(registration.contact()),
                userAgent,
                at,
                at);
        firstOf.forEach(
                number -> funnel.reached(Funnel.Step.REGISTERED, number.isEmpty() ? null : new PhoneNumber(number)));
        use.registered(credential.value(), at.toInstant());
    }

    /** Prepares a text for the database: without control characters, and short enough for its index. */
    private static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
