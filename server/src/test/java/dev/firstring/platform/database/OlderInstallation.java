package dev.firstring.platform.database;

import static dev.firstring.testing.Person.expect;

import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An installation whose schema is that of the sixth migration, with people in it. What is made with keys comes from a
 * service that has just started.
 */
final class OlderInstallation implements AutoCloseable {

    /** Forty-three characters, as refresh tokens were, and thirty-two, as ids of sessions were. */
    static final String CURRENT = "c".repeat(43);

    static final String REPLACED = "r".repeat(43);
    static final String REVOKED = "v".repeat(43);
    static final String EXPIRED = "e".repeat(43);
    static final String LINKED_SESSION = "linked-session-of-32-characters-";
    static final String OPEN_SESSION = "open-session-of-32-characters---";
    static final String EXPIRED_SESSION = "expired-session-of-32-characters";

    private final Made made;
    private final SettableClock clock = new SettableClock();
    private final TestDatabase database = TestDatabase.empty();
    private final JdbcTemplate owner =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));

    OlderInstallation(Made made) {
        this.made = made;
        migrateTo("6");
        made.keysets()
                .forEach(keyset -> owner.update(
                        "INSERT INTO keyset (name, version, sealed, updated_at) VALUES (?, ?, ?, ?)",
                        keyset.get("name"),
                        keyset.get("version"),
                        keyset.get("sealed"),
                        now()));
        people();
        flows();
    }

    /** This version of the service, which migrates when it starts. */
    RunningService start(MemoryServer sipServer) {
        return RunningService.over(database).clock(clock).sipServers(sipServer).start();
    }

    /** Connections of the role that owns the tables. */
    JdbcTemplate owner() {
        return owner;
    }

    @Override
    public void close() {
        database.close();
    }

    private void people() {
        owner.update(
                "INSERT INTO account (id, display_name, created_at) VALUES (?, 'Ada', ?)", made.account(), at(-90));
        owner.update(
                "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, ?, ?)",
                made.number(),
                made.account(),
                at(-90),
                at(-90));
        token(REPLACED, UUID.randomUUID(), at(-10), at(20), at(-9), null);
        token(REVOKED, UUID.randomUUID(), at(-10), at(20), null, at(-9));
        token(EXPIRED, UUID.randomUUID(), at(-40), at(-10), null, null);
        token(CURRENT, UUID.randomUUID(), at(-9), at(21), null, null);

        owner.update("INSERT INTO sip_server (id, reads_database, added_at) VALUES ('memory', false, ?)", at(-90));
        owner.update(
                """
                INSERT INTO sip_credential (id, account_id, phone_number, username, domain, realm, secret, secret_key_id, ha1_md5,
                                            ha1_sha256, transport, status, status_actor, status_at, revision, cut_revision,
                                            created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', 'owner', ?, 2, 2, ?)
                """,
                made.credential(),
                made.account(),
                made.number(),
                made.credentialRow().get("username"),
                made.credentialRow().get("domain"),
                made.credentialRow().get("realm"),
                made.credentialRow().get("secret"),
                made.credentialRow().get("secret_key_id"),
                made.credentialRow().get("ha1_md5"),
                made.credentialRow().get("ha1_sha256"),
                made.credentialRow().get("transport"),
                at(-90),
                at(-90));
        owner.update(
                "UPDATE sip_sync SET applied_revision = 2, due_at = NULL, seen_run = ? WHERE credential_id = ?",
                UUID.randomUUID(),
                made.credential());
        owner.update("UPDATE sip_credential SET display_name = 'Ada', revision = 3 WHERE id = ?", made.credential());
        owner.update("""
                INSERT INTO sip_credential (id, account_id, username, domain, realm, transport, status, status_actor, status_at,
                                            revision, cut_revision, created_at)
                VALUES (gen_random_uuid(), ?, 'gone', 'sip.example.test', 'sip.example.test', 'TLS', 'revoked', 'owner', ?, 2, 2, ?)
                """, made.account(), at(-80), at(-90));
        owner.update(
                "INSERT INTO audit_event (at, action, actor, account_id) VALUES (?, 'account.created', 'owner', ?)",
                at(-90),
                made.account());
    }

    private void flows() {
        session(LINKED_SESSION, "complete", made.number(), made.account(), made.credential(), hours(-1), hours(23));
        session(OPEN_SESSION, "otp_verification", made.waitingNumber(), null, null, at(0), hours(1));
        session(EXPIRED_SESSION, "otp_verification", "+33611111111", null, null, hours(-3), hours(-2));
        owner.update(
                "UPDATE onboarding_session SET verification_id = ? WHERE id_hash = ?",
                made.verification().get("id"),
                sha256(OPEN_SESSION));
        owner.update(
                """
                INSERT INTO verification (id, session_hash, phone_number, salt, key_id, status, tries_allowed, created_at,
                                          expires_at)
                VALUES (?, ?, ?, ?, ?, 'pending', 3, ?, ?)
                """,
                made.verification().get("id"),
                sha256(OPEN_SESSION),
                made.waitingNumber(),
                made.verification().get("salt"),
                made.verification().get("key_id"),
                now(),
                hours(1));
        owner.update(
                """
                INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state, lease_until,
                                     created_at, expires_at)
                VALUES (gen_random_uuid(), ?, ?, ?, 'sms', 'en', 'sent', ?, ?, ?)
                """, made.verification().get("id"), sha256(OPEN_SESSION), made.waitingNumber(), now(), now(), hours(1));
    }

    private void token(
            String token, UUID family, Timestamp issued, Timestamp expires, Object replaced, Object revoked) {
        owner.update("""
                INSERT INTO refresh_token (token_hash, family_id, account_id, issued_at, expires_at, replaced_at, revoked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, sha256(token), family, made.account(), issued, expires, replaced, revoked);
    }

    private void session(
            String id,
            String step,
            String phone,
            Object accountId,
            Object credentialId,
            Timestamp begun,
            Timestamp ends) {
        owner.update(
                """
                INSERT INTO onboarding_session (id_hash, step, phone_number, device_id, language, sms_count, account_id,
                                                credential_id, linked_by, created_at, expires_at, completed_at)
                VALUES (?, ?, ?, ?, 'en', 1, ?, ?, ?, ?, ?, ?)
                """,
                sha256(id),
                step,
                phone,
                id,
                accountId,
                credentialId,
                accountId == null ? null : "number",
                begun,
                ends,
                accountId == null ? null : begun);
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD)
                .placeholders(Map.of("serviceRole", TestDatabase.SERVICE, "sipReaderRole", TestDatabase.SIP_READER))
                .target(version)
                .load()
                .migrate();
    }

    private Timestamp now() {
        return at(0);
    }

    private Timestamp at(int days) {
        return Timestamp.from(clock.instant().plus(Duration.ofDays(days)));
    }

    private Timestamp hours(int hours) {
        return Timestamp.from(clock.instant().plus(Duration.ofHours(hours)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is made with keys: a credential, and a code that is not typed yet. */
    record Made(
            List<Map<String, Object>> keysets,
            String number,
            String password,
            String waitingNumber,
            String waitingCode,
            Map<String, Object> credentialRow,
            Map<String, Object> verification) {

        /** By a service that starts for it. */
        static Made byService() {
            try (TestDatabase newer = TestDatabase.create();
                    RunningService service = RunningService.over(newer)
                            .clock(new SettableClock())
                            .start()) {
                Person person = Person.at(service);
                Reply linked = person.onboard();
                Person waiting = Person.at(service);
                String code = expect(waiting.start()).data("otpCode");
                JdbcTemplate jdbc = new JdbcTemplate(newer.superuser());
                return new Made(
                        jdbc.queryForList("SELECT name, version, sealed FROM keyset"),
                        person.number(),
                        linked.json().at("/data/sip_credentials/sip_password").asString(),
                        waiting.number(),
                        code,
                        jdbc.queryForMap("""
                                SELECT id, account_id, phone_number, username, domain, realm, secret, secret_key_id, ha1_md5,
                                       ha1_sha256, transport
                                  FROM sip_credential
                                """),
                        jdbc.queryForMap(
                                "SELECT id, salt, key_id FROM verification WHERE phone_number = ?", waiting.number()));
            }
        }

        UUID account() {
            return (UUID) credentialRow.get("account_id");
        }

        UUID credential() {
            return (UUID) credentialRow.get("id");
        }
    }
}
