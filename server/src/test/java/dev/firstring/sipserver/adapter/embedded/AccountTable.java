package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.WantedAccount;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Accounts put straight into the database that the registrar reads. */
final class AccountTable {

    static final String DOMAIN = "sip.example.test";

    private static final Instant SOME_TIME = Instant.parse("2026-03-01T12:00:00Z");

    private final JdbcTemplate jdbc;
    private final SecureRandom random = new SecureRandom();

    AccountTable(DataSource service) {
        jdbc = new JdbcTemplate(service);
    }

    /** An account that is nowhere yet. */
    WantedAccount draw() {
        SipUsername username =
                new SipUsername("u" + UUID.randomUUID().toString().substring(0, 12));
        SipAddress address = new SipAddress(username, DOMAIN, DOMAIN);
        return new WantedAccount(address, true, SipSecret.draw(random), null, null, SOME_TIME);
    }

    /** Makes the database say what is wanted. */
    void commit(WantedAccount account) {
        Digests digests = Digests.of(account.address(), account.secret(), true);
        Digests ofFullName = Digests.ofFullName(account.address(), account.secret(), true);
        UUID owner = UUID.randomUUID();
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, ?)", owner, Timestamp.from(SOME_TIME));
        jdbc.update(
                """
                INSERT INTO sip_credential (id, account_id, username, domain, realm, secret, secret_key_id, ha1_md5,
                                            ha1_sha256, ha1b_md5, ha1b_sha256, transport, status, status_actor,
                                            status_at, created_at)
                VALUES (?, ?, ?, ?, ?, '\\x00', 1, ?, ?, ?, ?, 'UDP', ?, 'test', ?, ?)
                    ON CONFLICT (domain, username) DO UPDATE
                   SET ha1_md5 = excluded.ha1_md5, ha1_sha256 = excluded.ha1_sha256, status = excluded.status
                """,
                UUID.randomUUID(),
                owner,
                account.address().username().value(),
                account.address().domain(),
                account.address().realm(),
                digests.md5(),
                digests.sha256(),
                ofFullName.md5(),
                ofFullName.sha256(),
                account.enabled() ? "active" : "suspended",
                Timestamp.from(SOME_TIME),
                Timestamp.from(SOME_TIME));
    }

    /** Gives the account another state. */
    void status(WantedAccount account, String status) {
        jdbc.update(
                "UPDATE sip_credential SET status = ? WHERE username = ? AND domain = ?",
                status,
                account.address().username().value(),
                account.address().domain());
    }

    /** Makes the account hold the number, and nobody else. */
    void number(WantedAccount account, String number) {
        jdbc.update(
                "UPDATE number_holding SET released_at = held_since, release_reason = 'moved' WHERE phone_number = ? AND released_at IS NULL",
                number);
        jdbc.update(
                """
                INSERT INTO number_holding (phone_number, account_id, held_since, verified_at)
                SELECT ?, account_id, ?, ? FROM sip_credential WHERE username = ? AND domain = ?
                """,
                number,
                Timestamp.from(SOME_TIME),
                Timestamp.from(SOME_TIME),
                account.address().username().value(),
                account.address().domain());
        jdbc.update(
                "UPDATE sip_credential SET phone_number = ? WHERE username = ? AND domain = ?",
                number,
                account.address().username().value(),
                account.address().domain());
    }

    /** The length of the first call in seconds, "answered" while it lasts, "none" before. */
    String firstCall(WantedAccount account) {
        return jdbc.queryForObject(
                """
                SELECT CASE WHEN first_call_at IS NULL THEN 'none'
                            ELSE coalesce(first_call_seconds::text, 'answered') END
                  FROM sip_credential
                 WHERE username = ? AND domain = ?
                """,
                String.class,
                account.address().username().value(),
                account.address().domain());
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }
}
