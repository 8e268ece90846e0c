package dev.firstring.onboarding.link;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What the id of a session is worth once it has been linked, and what sign-ins and erasure leave behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedSessionsTest {

    private static final String EVERYWHERE = "{\"everywhere\":true}";

    /** Kept for two days so that erasing an account does not reset limits (docs/security.md). */
    private static final Set<String> NAMED_IN_DOCS = Set.of("rate_limit.subject", "number_guard.subject");

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    private final Logger logger = (Logger) LoggerFactory.getLogger(AuthenticationFailures.class);
    private ListAppender<ILoggingEvent> log;
    private String operator;

    @BeforeAll
    void makeKey() {
        operator = key("operator-of-sessions");
    }

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
    void a_lost_answer_is_given_again_for_two_minutes_and_each_time_is_a_recorded_sign_in() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        clock.advance(Duration.ofMinutes(2).minusSeconds(1));
        double before = meter("firstring.signins", "by", "number-again");

        Reply again = expect(person.link());

        assertThat(again.json().at("/data/sip_credentials/sip_password"))
                .isEqualTo(first.json().at("/data/sip_credentials/sip_password"));
        assertThat(meter("firstring.signins", "by", "number-again")).isEqualTo(before + 1);
        clock.advance(Duration.ofSeconds(1));
        assertEnded(person);
        assertThat(person.link().json().at("/detail/message").asString()).contains("tokens");
        assertThat(signIns(first)).containsExactly("number", "number-again");
        assertThat(trail(first)).contains("access.refused session-ended");
    }

    @Test
    void signing_out_everywhere_a_new_password_suspension_revocation_and_erasure_end_it_at_once() {
        Person signedOut = Person.at(service);
        Reply linked = signedOut.onboard();
        expect(service.post("/api/v1/account/sign-out", EVERYWHERE, bearer(linked)));
        assertEnded(signedOut);

        Person renewed = Person.at(service);
        linked = renewed.onboard();
        expect(service.post(
                "/api/v1/sip/credentials/" + credential(linked) + "/regenerate-password", "", bearer(linked)));
        assertEnded(renewed);

        Person suspended = Person.at(service);
        linked = suspended.onboard();
        act(linked, "suspend");
        assertEnded(suspended);
        act(linked, "reactivate");
        assertEnded(suspended);

        Person revoked = Person.at(service);
        act(revoked.onboard(), "revoke");
        assertEnded(revoked);

        Person erased = Person.at(service);
        expect(service.call("DELETE", "/api/v1/account", "", bearer(erased.onboard())));
        assertEnded(erased);
    }

    @Test
    void adding_a_number_with_a_token_makes_no_fresh_sign_in_and_proving_the_own_one_does() {
        Person person = Person.at(service);
        Reply owner = person.onboard();
        clock.advance(Duration.ofMinutes(10));

        Reply added = Person.at(service).onboard(bearer(owner));
        Reply proved = person.again(service).onboard(bearer(owner));

        assertThat(authTime(added)).isEqualTo(authTime(owner));
        assertThat(authTime(proved)).isEqualTo(authTime(owner) + 600);
    }

    @Test
    void a_session_cannot_be_extended_once_its_number_is_proved() {
        Person person = Person.at(service);
        expect(person.start());
        expect(person.verify());

        Reply refused = service.post("/api/v1/onboarding/session/" + person.session() + "/extend", "");

        assertThat(refused.code()).isEqualTo("INVALID_STEP");
        assertThat(refused.json().at("/detail/current_step").asString()).isEqualTo("account_link");
    }

    @Test
    void an_ended_session_tells_how_it_stands_and_not_whose_it_was() {
        Person person = Person.at(service);
        Reply linked = person.onboard();
        assertThat(expect(person.status()).body()).contains(person.number(), credential(linked));
        clock.advance(Duration.ofMinutes(2));

        Reply status = expect(person.status());

        assertThat(status.json().at("/data/isCompleted").asBoolean()).isTrue();
        assertThat(status.body()).doesNotContain(person.number(), person.device(), credential(linked));
    }

    @Test
    void links_for_softphones_end_with_the_sign_ins() {
        Reply linked = Person.at(service).onboard();
        Reply link = expect(service.post(
                "/api/v1/sip/credentials/" + credential(linked) + "/provisioning-links", "{}", bearer(linked)));
        String path = link.body().replaceAll("(?s).*?(/provisioning/[A-Za-z0-9_-]{32}).*", "$1");
        assertThat(service.get(path).status()).isEqualTo(200);

        expect(service.post("/api/v1/account/sign-out", EVERYWHERE, bearer(linked)));

        assertThat(service.get(path).status()).isEqualTo(404);
        assertThat(last()).contains("provisioning-token");
        assertThat(trail(linked)).contains("access.refused provisioning-token");
    }

    @Test
    void erasure_leaves_the_number_in_no_column_but_those_that_the_documents_name() {
        Person person = Person.at(service);
        Reply linked = person.onboard();
        Person elsewhere = person.onOtherDevice();
        clock.advance(Duration.ofMinutes(30));
        expect(elsewhere.start());
        elsewhere.verifyWrongly();
        String digits = person.number().substring(1);
        assertThat(columnsWith(digits)).contains("onboarding_session.phone_number", "message.phone_number");

        expect(service.call("DELETE", "/api/v1/account", "", bearer(signInAgain(person))));

        assertThat(columnsWith(digits)).isSubsetOf(NAMED_IN_DOCS);
        assertThat(elsewhere.verify().code()).isEqualTo("SESSION_CANCELLED");
        assertThat(expect(elsewhere.status()).status()).isEqualTo(200);
        assertThat(linked.status()).isEqualTo(200);
    }

    private Reply signInAgain(Person person) {
        return person.again(service).onboard();
    }

    private List<String> columnsWith(String digits) {
        List<String> found = new ArrayList<>();
        List<Map<String, Object>> columns = jdbc.queryForList("""
                SELECT columns.table_name, columns.column_name, columns.data_type
                  FROM information_schema.columns
                  JOIN information_schema.tables USING (table_schema, table_name)
                 WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                   AND data_type IN ('text', 'bytea', 'jsonb', 'ARRAY', 'character varying')
                   AND has_table_privilege(format('%I.%I', table_schema, table_name), 'SELECT')
                """);
        for (Map<String, Object> column : columns) {
            String name = column.get("table_name") + "." + column.get("column_name");
            String text = column.get("data_type").equals("bytea")
                    ? "encode(" + column.get("column_name") + ", 'escape')"
                    : column.get("column_name") + "::text";
            if (Boolean.TRUE.equals(jdbc.queryForObject(
                    "SELECT EXISTS (SELECT 1 FROM " + column.get("table_name") + " WHERE position(? IN " + text
                            + ") > 0)",
                    Boolean.class,
                    digits))) {
                found.add(name);
            }
        }
        return found;
    }

    private void assertEnded(Person person) {
        Reply refused = person.link();
        assertThat(refused.code()).isEqualTo("SESSION_COMPLETED");
        assertThat(refused.body()).doesNotContain("_token", "password");
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

    private List<String> signIns(Reply linked) {
        return jdbc.queryForList(
                "SELECT detail ->> 'by' FROM audit_event WHERE action = 'account.signed-in' AND account_id = ? ORDER BY id",
                String.class,
                account(linked));
    }

    private List<String> trail(Reply linked) {
        return jdbc.query(
                "SELECT action, reason FROM audit_event WHERE account_id = ? ORDER BY id",
                (row, index) -> row.getString("action") + " " + row.getString("reason"),
                account(linked));
    }

    private void act(Reply linked, String act) {
        expect(service.post(
                "/api/admin/sip/credentials/" + credential(linked) + "/" + act,
                "{\"reason\":\"a test\"}",
                "X-API-Key",
                operator));
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

    private static long authTime(Reply linked) {
        String token = linked.json().at("/data/tokens/access_token").asString();
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        return JsonMapper.shared().readTree(claims).required("auth_time").asLong();
    }
}
