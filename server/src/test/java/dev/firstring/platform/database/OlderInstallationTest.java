package dev.firstring.platform.database;

import static dev.firstring.platform.database.OlderInstallation.CURRENT;
import static dev.firstring.platform.database.OlderInstallation.EXPIRED;
import static dev.firstring.platform.database.OlderInstallation.EXPIRED_SESSION;
import static dev.firstring.platform.database.OlderInstallation.LINKED_SESSION;
import static dev.firstring.platform.database.OlderInstallation.OPEN_SESSION;
import static dev.firstring.platform.database.OlderInstallation.REPLACED;
import static dev.firstring.platform.database.OlderInstallation.REVOKED;
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
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An installation of an earlier version, with people in it, meets this version of the service. */
@Tag("slow")
class OlderInstallationTest {

    private static OlderInstallation.Made made;

    private final OlderInstallation older = new OlderInstallation(made);
    private final MemoryServer sipServer = new MemoryServer("memory", Capability.LISTS_ACCOUNTS);

    @BeforeAll
    static void makeWithKeys() {
        made = OlderInstallation.Made.byService();
    }

    @AfterEach
    void stop() {
        older.close();
    }

    @Test
    void tokens_go_on_or_are_refused_as_before() {
        try (RunningService service = older.start(sipServer)) {
            for (String gone : new String[] {REPLACED, REVOKED, EXPIRED}) {
                assertThat(refresh(service, gone).status()).as(gone).isEqualTo(401);
            }
            Reply renewed = refresh(service, CURRENT);
            assertThat(renewed.status()).isEqualTo(200);
            assertThat(expect(service.get("/api/account", renewedBearer(renewed)))
                            .body())
                    .contains("Ada", made.number());

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
        try (RunningService service = older.start(sipServer)) {
            Reply linked = Person.typing(service, made.number()).onboard();

            assertThat(older.owner()
                            .queryForObject(
                                    "SELECT account_id FROM number_holding WHERE phone_number = ? AND released_at IS NULL",
                                    UUID.class,
                                    made.number()))
                    .isEqualTo(made.account());
            assertThat(linked.json().at("/data/sip_credentials/sip_password").asString())
                    .isEqualTo(made.password());
        }
    }

    @Test
    void a_session_that_was_open_is_completed_and_the_others_say_what_they_are() {
        try (RunningService service = older.start(sipServer)) {
            assertThat(status(service, OPEN_SESSION).data("currentStep")).isEqualTo("otp_verification");
            assertThat(status(service, LINKED_SESSION).data("currentStep")).isEqualTo("complete");
            assertThat(status(service, LINKED_SESSION).body())
                    .doesNotContain(made.number(), made.account().toString());
            assertThat(status(service, EXPIRED_SESSION).data("isExpired")).isEqualTo("true");

            expect(service.post(
                    "/api/onboarding/verify-otp",
                    "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\",\"otpCode\":\"%s\"}"
                            .formatted(OPEN_SESSION, made.waitingNumber(), made.waitingCode())));
            Reply linked = expect(
                    service.post("/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(OPEN_SESSION)));
            assertThat(expect(service.get("/api/account", bearer(linked))).body())
                    .contains(made.waitingNumber());
        }
    }

    @Test
    void a_linked_session_gives_no_account_away() {
        try (RunningService service = older.start(sipServer)) {
            Reply linked = service.post(
                    "/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(LINKED_SESSION));

            assertThat(linked.status()).isNotEqualTo(200);
            assertThat(linked.body())
                    .doesNotContain(made.password(), made.account().toString());
        }
    }

    @Test
    void what_the_servers_had_stays_so_and_what_they_lacked_is_brought() {
        try (RunningService service = older.start(sipServer)) {
            Aor aor = new Aor((String) made.credentialRow().get("username"), (String)
                    made.credentialRow().get("domain"));
            Awaitility.await()
                    .atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(older.owner()
                                    .queryForList(
                                            "SELECT server_id FROM sip_sync WHERE due_at IS NULL AND applied_revision = 3"
                                                    + " AND credential_id = ?",
                                            String.class,
                                            made.credential()))
                            .containsExactly("memory"));
            assertThat(sipServer.account(aor))
                    .isNotNull()
                    .satisfies(there -> assertThat(there.enabled()).isTrue());
            assertThat(service.get("/health/ready").status()).isEqualTo(200);
        }
        assertThat(older.owner()
                        .queryForObject(
                                "SELECT cut_revision FROM sip_credential WHERE id = ?", Long.class, made.credential()))
                .isEqualTo(2);
        assertThat(older.owner()
                        .queryForObject(
                                "SELECT secret_revision FROM sip_credential WHERE id = ?",
                                Long.class,
                                made.credential()))
                .as("what is not known is taken for another secret")
                .isEqualTo(2);
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
}
