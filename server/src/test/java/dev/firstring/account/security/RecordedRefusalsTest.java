package dev.firstring.account.security;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.platform.AuthenticationFailures;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the log, the meters and the trail keep of credentials that were refused. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedRefusalsTest {

    private static final String EVERYWHERE = "{\"everywhere\":true}";

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    private final Logger logger = (Logger) LoggerFactory.getLogger(AuthenticationFailures.class);
    private ListAppender<ILoggingEvent> log;
    private String operator;

    @BeforeEach
    void listen() {
        clock.advance(Duration.ofMinutes(1));
        log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void forget() {
        logger.detachAppender(log);
    }

    @Test
    void refused_tokens_and_keys_are_counted_and_logged_by_reason_with_the_address_and_without_their_text() {
        assertRecorded(Reason.TOKEN_INVALID, "Authorization", "Bearer forged.token.texttext");
        assertRecorded(Reason.CREDENTIALS_MALFORMED, "Authorization", "Bearer forged texttext");
        assertRecorded(
                Reason.TOKEN_ISSUER_UNKNOWN,
                "Authorization",
                "Bearer eyJhbGciOiJIUzI1NiJ9." + base64("{\"iss\":\"https://evil.example\"}") + ".c2lnc2ln");
        assertRecorded(Reason.API_KEY_UNKNOWN, "X-API-Key", "fsk_" + "A".repeat(43));
        String leaked = key("leaked");
        service.bean(ApiKeys.class).revoke("leaked");
        assertRecorded(Reason.API_KEY_REVOKED, "X-API-Key", leaked);
        Reply linked = Person.at(service).onboard();
        clock.advance(Duration.ofMinutes(16));
        assertRecorded(Reason.TOKEN_EXPIRED, bearer(linked));
    }

    @Test
    void an_ended_token_is_in_the_trail_of_its_account_once_an_hour() {
        Reply linked = Person.at(service).onboard();
        expect(service.post("/api/v1/account/sign-out", EVERYWHERE, bearer(linked)));

        for (int i = 0; i < 5; i++) {
            assertRecorded(Reason.TOKEN_ENDED, bearer(linked));
        }

        assertThat(trail(linked))
                .filteredOn("access.refused token-ended"::equals)
                .hasSize(1);
    }

    @Test
    void refresh_tokens_operators_and_receipts_are_told_as_well() {
        Reply linked = Person.at(service).onboard();
        String first = linked.json().at("/data/tokens/refresh_token").asString();
        refresh("A".repeat(65));
        assertThat(last()).contains("refresh-token-unknown");
        assertThat(service.get("/api/admin/guard", bearer(linked)).status()).isEqualTo(403);
        assertThat(last()).contains("not-an-operator");
        expect(refresh(first));
        refresh(first, "X-Forwarded-For", "198.51.100.77");
        assertThat(last()).contains("refresh-token-reused").doesNotContain(first);
        assertThat(trail(linked)).contains("token.reuse-detected null", "access.refused not-an-operator");
        service.get("/hooks/gateways/none/" + UUID.randomUUID() + "?key=guess");
        assertThat(last()).contains("receipt-forged").doesNotContain("guess");
    }

    @Test
    void a_flood_is_counted_whole_and_leaves_twenty_lines_a_minute() {
        double before = count(Reason.RECEIPT_FORGED);
        AuthenticationFailures failures = service.bean(AuthenticationFailures.class);

        for (int i = 0; i < 500; i++) {
            failures.record(Reason.RECEIPT_FORGED);
        }
        clock.advance(Duration.ofMinutes(1));
        failures.record(Reason.RECEIPT_FORGED);

        assertThat(count(Reason.RECEIPT_FORGED)).isEqualTo(before + 501);
        assertThat(log.list).hasSizeLessThanOrEqualTo(21);
        assertThat(last()).contains("more were left out");
    }

    private void assertRecorded(Reason reason, String... credential) {
        double before = count(reason);

        Reply refused =
                service.get("/api/v1/account", credential[0], credential[1], "X-Forwarded-For", "198.51.100.77");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(count(reason)).isEqualTo(before + 1);
        assertThat(last())
                .contains(reason.word(), "from 198.51.100.77")
                .doesNotContain(credential[1].substring(credential[1].length() - 8));
    }

    private String last() {
        return log.list.getLast().getFormattedMessage();
    }

    private double count(Reason reason) {
        return meter("firstring.authentication.failures", "reason", reason.word());
    }

    private double meter(String name, String tag, String value) {
        return service.bean(MeterRegistry.class).counter(name, tag, value).count();
    }

    private Reply refresh(String token, String... headers) {
        return service.post("/api/v1/account/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(token), headers);
    }

    private List<String> trail(Reply linked) {
        return jdbc.query(
                "SELECT action, reason FROM audit_event WHERE account_id = ? ORDER BY id",
                (row, index) -> row.getString("action") + " " + row.getString("reason"),
                account(linked));
    }

    private String key(String name) {
        return ((ApiKeyCreation.Created) service.bean(ApiKeys.class)
                        .create(new NewApiKey(name, Set.of(Scope.values()), Duration.ofDays(1))))
                .key()
                .reveal();
    }

    private static UUID account(Reply linked) {
        return UUID.fromString(linked.json().at("/data/user/id").asString());
    }

    private static String credential(Reply linked) {
        return linked.json().at("/data/sip_credentials/id").asString();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
