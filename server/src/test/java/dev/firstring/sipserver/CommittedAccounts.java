package dev.firstring.sipserver;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Accounts as the database has them after a commit, for servers that read its views. */
public final class CommittedAccounts {

    private static final Instant SOME_TIME = Instant.parse("2026-03-01T12:00:00Z");

    private final JdbcTemplate jdbc;
    private final String domain;
    private final SecureRandom random = new SecureRandom();

    public CommittedAccounts(DataSource service, String domain) {
        this.jdbc = new JdbcTemplate(service);
        this.domain = domain;
    }

    /** An account that the database does not have yet. */
    public WantedAccount draw() {
        String username = "u" + UUID.randomUUID().toString().substring(0, 12);
        return new WantedAccount(
                new SipAddress(new SipUsername(username), domain, domain),
                true,
                SipSecret.draw(random),
                new DisplayName("Ada"),
                new PhoneNumber("+1555%07d".formatted(random.nextInt(10_000_000))),
                SOME_TIME);
    }

    /** Writes what is wanted, with hashes for both algorithms. */
    public void commit(WantedAccount account) {
        commit(account, true);
    }

    /** Writes what is wanted, with an MD5 hash or without. */
    public void commit(WantedAccount account, boolean withMd5) {
        Digests digests = Digests.of(account.address(), account.secret(), withMd5);
        UUID owner = UUID.randomUUID();
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, ?)", owner, Timestamp.from(SOME_TIME));
        jdbc.update(
                """
                INSERT INTO sip_credential (id, account_id, username, domain, realm, secret, secret_key_id, ha1_md5,
                                            ha1_sha256, transport, status, status_actor, status_at, created_at)
                VALUES (?, ?, ?, ?, ?, '\\x00', 1, ?, ?, 'TLS', ?, 'test', ?, ?)
                    ON CONFLICT (domain, username) DO UPDATE
                   SET status = excluded.status, ha1_md5 = excluded.ha1_md5, ha1_sha256 = excluded.ha1_sha256
                """,
                UUID.randomUUID(),
                owner,
                account.address().username().value(),
                account.address().domain(),
                account.address().realm(),
                digests.md5(),
                digests.sha256(),
                account.enabled() ? "active" : "suspended",
                Timestamp.from(SOME_TIME),
                Timestamp.from(SOME_TIME));
    }

    /** Revokes it. */
    public void remove(WantedAccount account) {
        jdbc.update(
                "UPDATE sip_credential SET status = 'revoked' WHERE username = ? AND domain = ?",
                account.address().username().value(),
                account.address().domain());
    }
}
