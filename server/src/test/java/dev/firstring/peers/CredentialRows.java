package dev.firstring.peers;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.SipLogin;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Accounts put straight into the tables, with hashes computed here, independent of the service's own code. */
final class CredentialRows {

    private static final Timestamp SOME_TIME = Timestamp.from(Instant.parse("2026-03-01T12:00:00Z"));

    private final JdbcTemplate jdbc;
    private final String domain;

    CredentialRows(DataSource service, String domain) {
        this.jdbc = new JdbcTemplate(service);
        this.domain = domain;
    }

    /** A new active credential with both hashes. */
    SipLogin active(String password) {
        String username = username();
        insert(username, password, DigestAlgorithm.MD5.ha1(username, domain, password));
        return SipLogin.withPassword(username, domain, password);
    }

    /** A new active credential for SHA-256 only. */
    SipLogin withoutMd5(String password) {
        String username = username();
        insert(username, password, null);
        return SipLogin.withPassword(username, domain, password);
    }

    void status(SipLogin login, String status) {
        jdbc.update(
                "UPDATE sip_credential SET status = ? WHERE username = ? AND domain = ?",
                status,
                login.username(),
                login.domain());
    }

    /** Makes its account hold the number, and nobody else. */
    void number(SipLogin login, String number) {
        jdbc.update("""
                UPDATE number_holding SET released_at = held_since, release_reason = 'moved'
                 WHERE released_at IS NULL
                   AND (phone_number = ? OR account_id = (SELECT account_id FROM sip_credential WHERE username = ?))
                """, number, login.username());
        jdbc.update("""
                INSERT INTO number_holding (phone_number, account_id, held_since, verified_at)
                SELECT ?, account_id, ?, ? FROM sip_credential WHERE username = ? AND domain = ?
                """, number, SOME_TIME, SOME_TIME, login.username(), login.domain());
        jdbc.update(
                "UPDATE sip_credential SET phone_number = ? WHERE username = ? AND domain = ?",
                number,
                login.username(),
                login.domain());
    }

    private void insert(String username, String password, @Nullable String md5) {
        UUID account = UUID.randomUUID();
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, ?)", account, SOME_TIME);
        jdbc.update(
                """
                INSERT INTO sip_credential (id, account_id, username, domain, realm, secret, secret_key_id, ha1_md5,
                                            ha1_sha256, ha1b_md5, ha1b_sha256, transport, status, status_actor,
                                            status_at, created_at)
                VALUES (?, ?, ?, ?, ?, '\\x00', 1, ?, ?, ?, ?, 'TLS', 'active', 'test', ?, ?)
                """,
                UUID.randomUUID(),
                account,
                username,
                domain,
                domain,
                md5,
                DigestAlgorithm.SHA_256.ha1(username, domain, password),
                md5 == null ? null : DigestAlgorithm.MD5.ha1(username + "@" + domain, domain, password),
                DigestAlgorithm.SHA_256.ha1(username + "@" + domain, domain, password),
                SOME_TIME,
                SOME_TIME);
    }

    private static String username() {
        return "u" + UUID.randomUUID().toString().substring(0, 8);
    }
}
