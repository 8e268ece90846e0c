package dev.firstring.platform.database;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.Patience;
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
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An installation whose schema is that of the sixth migration, with people in it, meets this version of the service. What was
 * made with keys (a secret, a code that is under way) comes from a service that has just started.
 */
@Tag("slow")
class OlderInstallationTest {

    /** Forty-three characters, as refresh tokens were, and thirty-two, as ids of sessions were. */
    private static final String CURRENT = "c".repeat(43);

    private static final String REPLACED = "r".repeat(43);
    private static final String REVOKED = "v".repeat(43);
    private static final String EXPIRED = "e".repeat(43);
    private static final String LINKED_SESSION = "linked-session-of-32-characters-";
    private static final String OPEN_SESSION = "open-session-of-32-characters---";
    private static final String EXPIRED_SESSION = "expired-session-of-32-characters";

    private static List<Map<String, Object>> keysets = List.of();
    private static String number = "";
    private static String password = "";
    private static String waitingNumber = "";
    private static String waitingCode = "";
    private static UUID account = new UUID(0, 0);
    private static UUID credential = new UUID(0, 0);
    private static Map<String, Object> secret = Map.of();
    private static Map<String, Object> verification = Map.of();

    private final SettableClock clock = new SettableClock();
    private final TestDatabase older = TestDatabase.empty();
    private final JdbcTemplate owner =
            new JdbcTemplate(new DriverManagerDataSource(older.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));
    private final MemoryServer sipServer = new MemoryServer("memory", Capability.LISTS_ACCOUNTS);

    @BeforeAll
    static void makeWithKeys() {
        try (TestDatabase newer = TestDatabase.create();
                RunningService service =
                        RunningService.over(newer).clock(new SettableClock()).start()) {
            Person person = Person.at(service);
            Reply linked = person.onboard();
            number = person.number();
            password = linked.json().at("/data/sip_credentials/sip_password").asString();
            Person waiting = Person.at(service);
            waitingNumber = waiting.number();
            waitingCode = expect(waiting.start()).data("otpCode");
            read(new JdbcTemplate(newer.superuser()));
        }
    }

    private static void read(JdbcTemplate made) {
        secret = made.queryForMap("""
                SELECT id, account_id, phone_number, username, domain, realm, secret, secret_key_id, ha1_md5, ha1_sha256, transport
                  FROM sip_credential
                """);
        account = (UUID) secret.get("account_id");
        credential = (UUID) secret.get("id");
        verification =
                made.queryForMap("SELECT id, salt, key_id FROM verification WHERE phone_number = ?", waitingNumber);
        keysets = made.queryForList("SELECT name, version, sealed FROM keyset");
    }

    @BeforeEach
    void install() {
        migrateTo("6");
        keysets.forEach(keyset -> owner.update(
                "INSERT INTO keyset (name, version, sealed, updated_at) VALUES (?, ?, ?, ?)",
                keyset.get("name"),
                keyset.get("version"),
                keyset.get("sealed"),
                now()));
        people();
        flows();
    }

    @AfterEach
    void stop() {
        older.close();
    }

    @Test
    void tokens_go_on_or_are_refused_as_before() {
        try (RunningService service = start()) {
            for (String gone : new String[] {REPLACED, REVOKED, EXPIRED}) {
                assertThat(refresh(service, gone).status()).as(gone).isEqualTo(401);
            }
            Reply renewed = refresh(service, CURRENT);
            assertThat(renewed.status()).isEqualTo(200);
            assertThat(expect(service.get("/api/account", renewedBearer(renewed)))
                            .body())
                    .contains("Ada", number);

            Reply again = refresh(service, renewed.data("refresh_token"));
            assertThat(again.status()).isEqualTo(200);
            assertThat(refresh(service, CURRENT).status()).as("used before").isEqualTo(401);
            assertThat(refresh(service, again.data("refresh_token")).status())
                    .as("the reuse has ended the sign-in")
                    .isEqualTo(401);
        }
    }

    @Test
    void a_person_who_comes_back_finds_the_account_and_the_password_of_before() {
        try (RunningService service = start()) {
            Reply linked = Person.typing(service, number).onboard();

            assertThat(owner.queryForObject(
                            "SELECT account_id FROM number_holding WHERE phone_number = ? AND released_at IS NULL",
                            UUID.class,
                            number))
                    .isEqualTo(account);
            assertThat(linked.json().at("/data/sip_credentials/sip_password").asString())
                    .isEqualTo(password);
        }
    }

    @Test
    void a_session_that_was_open_is_completed_and_the_others_say_what_they_are() {
        try (RunningService service = start()) {
            assertThat(status(service, OPEN_SESSION).data("currentStep")).isEqualTo("otp_verification");
            assertThat(status(service, LINKED_SESSION).data("currentStep")).isEqualTo("complete");
            assertThat(status(service, LINKED_SESSION).body()).doesNotContain(number, account.toString());
            assertThat(status(service, EXPIRED_SESSION).data("isExpired")).isEqualTo("true");

            expect(service.post(
                    "/api/onboarding/verify-otp",
                    "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\",\"otpCode\":\"%s\"}"
                            .formatted(OPEN_SESSION, waitingNumber, waitingCode)));
            Reply linked = expect(
                    service.post("/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(OPEN_SESSION)));
            assertThat(expect(service.get("/api/account", bearer(linked))).body())
                    .contains(waitingNumber);
        }
    }

    @Test
    void a_linked_session_gives_no_account_away() {
        try (RunningService service = start()) {
            Reply linked = service.post(
                    "/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(LINKED_SESSION));

            assertThat(linked.status()).isNotEqualTo(200);
            assertThat(linked.body()).doesNotContain(password, account.toString());
        }
    }

    @Test
    void what_the_servers_had_stays_so_and_what_they_lacked_is_brought() {
        try (RunningService service = start()) {
            Aor aor = new Aor((String) secret.get("username"), (String) secret.get("domain"));
            Awaitility.await()
                    .atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(owner.queryForList(
                                    "SELECT server_id FROM sip_sync WHERE due_at IS NULL AND applied_revision = 3"
                                            + " AND credential_id = ?",
                                    String.class,
                                    credential))
                            .containsExactly("memory"));
            assertThat(sipServer.account(aor))
                    .isNotNull()
                    .satisfies(there -> assertThat(there.enabled()).isTrue());
            assertThat(service.get("/health/ready").status()).isEqualTo(200);
        }
        assertThat(owner.queryForObject("SELECT cut_revision FROM sip_credential WHERE id = ?", Long.class, credential))
                .isEqualTo(2);
        assertThat(owner.queryForObject(
                        "SELECT secret_revision FROM sip_credential WHERE id = ?", Long.class, credential))
                .as("what is not known is taken for another secret")
                .isEqualTo(2);
    }

    private void people() {
        owner.update("INSERT INTO account (id, display_name, created_at) VALUES (?, 'Ada', ?)", account, at(-90));
        owner.update(
                "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, ?, ?)",
                number,
                account,
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
                credential,
                account,
                number,
                secret.get("username"),
                secret.get("domain"),
                secret.get("realm"),
                secret.get("secret"),
                secret.get("secret_key_id"),
                secret.get("ha1_md5"),
                secret.get("ha1_sha256"),
                secret.get("transport"),
                at(-90),
                at(-90));
        owner.update(
                "UPDATE sip_sync SET applied_revision = 2, due_at = NULL, seen_run = ? WHERE credential_id = ?",
                UUID.randomUUID(),
                credential);
        owner.update("UPDATE sip_credential SET display_name = 'Ada', revision = 3 WHERE id = ?", credential);
        owner.update("""
                INSERT INTO sip_credential (id, account_id, username, domain, realm, transport, status, status_actor, status_at,
                                            revision, cut_revision, created_at)
                VALUES (gen_random_uuid(), ?, 'gone', 'sip.example.test', 'sip.example.test', 'TLS', 'revoked', 'owner', ?, 2, 2, ?)
                """, account, at(-80), at(-90));
        owner.update(
                "INSERT INTO audit_event (at, action, actor, account_id) VALUES (?, 'account.created', 'owner', ?)",
                at(-90),
                account);
    }

    private void flows() {
        session(LINKED_SESSION, "complete", number, account, credential, hours(-1), hours(23));
        session(OPEN_SESSION, "otp_verification", waitingNumber, null, null, at(0), hours(1));
        session(EXPIRED_SESSION, "otp_verification", "+33611111111", null, null, hours(-3), hours(-2));
        owner.update(
                "UPDATE onboarding_session SET verification_id = ? WHERE id_hash = ?",
                verification.get("id"),
                sha256(OPEN_SESSION));
        owner.update(
                """
                INSERT INTO verification (id, session_hash, phone_number, salt, key_id, status, tries_allowed, created_at,
                                          expires_at)
                VALUES (?, ?, ?, ?, ?, 'pending', 3, ?, ?)
                """,
                verification.get("id"),
                sha256(OPEN_SESSION),
                waitingNumber,
                verification.get("salt"),
                verification.get("key_id"),
                now(),
                hours(1));
        owner.update("""
                INSERT INTO message (id, verification_id, session_hash, phone_number, channel, language, state, lease_until,
                                     created_at, expires_at)
                VALUES (gen_random_uuid(), ?, ?, ?, 'sms', 'en', 'sent', ?, ?, ?)
                """, verification.get("id"), sha256(OPEN_SESSION), waitingNumber, now(), now(), hours(1));
    }

    private void token(
            String token, UUID family, Timestamp issued, Timestamp expires, Object replaced, Object revoked) {
        owner.update("""
                INSERT INTO refresh_token (token_hash, family_id, account_id, issued_at, expires_at, replaced_at, revoked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, sha256(token), family, account, issued, expires, replaced, revoked);
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

    /** The service migrates when it starts. */
    private RunningService start() {
        return RunningService.over(older).clock(clock).sipServers(sipServer).start();
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(older.url(), TestDatabase.OWNER, TestDatabase.PASSWORD)
                .placeholders(Map.of("serviceRole", TestDatabase.SERVICE, "sipReaderRole", TestDatabase.SIP_READER))
                .target(version)
                .load()
                .migrate();
    }

    private static Reply refresh(RunningService service, String token) {
        return service.post("/api/v1/account/token/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    private static String[] renewedBearer(Reply renewed) {
        return new String[] {"Authorization", "Bearer " + renewed.data("access_token")};
    }

    private static Reply status(RunningService service, String session) {
        return service.get("/api/onboarding/session", "X-Onboarding-Session", session);
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
}
