package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SolvedChallenge;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The fraud guard over the API: France is blocked, Germany challenged, the rest watched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class GuardedFlowTest {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;
    private int callers;

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.guard.reactions.FR", "block")
                .set("firstring.guard.reactions.de", "challenge")
                .set("firstring.challenge.difficulty", 1000)
                .set("firstring.numbers.test[0].number", "+33639980099")
                .set("firstring.numbers.test[0].code", "424242")
                .set("firstring.numbers.test[0].until", "2027-01-01")
                .start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @BeforeEach
    void forget() {
        jdbc.update("DELETE FROM guard_count");
        jdbc.update("DELETE FROM rate_limit");
    }

    @Test
    void people_who_type_their_codes_are_never_hindered_in_a_prefix_of_their_own() {
        for (int i = 0; i < 60; i++) {
            Person person = Person.typing(service, "+3361000%04d".formatted(i));
            expect(person.start());
            clock.advance(Duration.ofSeconds(20));
            if (i % 10 < 7) {
                expect(person.verify());
            }
        }
        assertThat(counted("FR+3361000")).isEqualTo(Map.of("sent", 60L, "verified", 42L));
        assertThat(counted("FR")).isEqualTo(Map.of("sent", 60L, "verified", 42L));
    }

    @Test
    void a_pumped_prefix_is_refused_with_its_policy_and_the_time_to_come_back() {
        pump("+3361001%04d", 40);
        Reply refused = start("+33610019999", null);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("RATE_LIMITED");
        assertThat(refused.json().required("policy").asString()).isEqualTo("guard-prefix");
        assertThat(refused.json().required("detail").asString())
                .isEqualTo(
                        "Numbers like this one get no codes for now, because too few of them were entered. Try again in"
                                + " 6 hours.");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(5L * 3600, 6L * 3600);
        expect(Person.typing(service, "+33610029999").start());
    }

    @Test
    void a_code_resent_counts_as_one_more_send_and_is_proved_with_its_session() {
        Person person = Person.typing(service, "+33610030001");
        expect(person.start());
        clock.advance(Duration.ofMinutes(1));
        expect(person.resend("sms"));
        assertThat(counted("FR+3361003")).isEqualTo(Map.of("sent", 2L, "verified", 0L));

        expect(person.verify());
        assertThat(counted("FR+3361003")).isEqualTo(Map.of("sent", 2L, "verified", 2L));
        assertThat(person.verify().status()).isEqualTo(400);
        assertThat(counted("FR+3361003")).isEqualTo(Map.of("sent", 2L, "verified", 2L));
    }

    @Test
    void a_proof_counts_when_its_message_was_sent_so_that_both_leave_the_window_together() {
        Person person = Person.typing(service, "+33610040001");
        expect(person.start());
        clock.advance(Duration.ofMinutes(9));
        expect(person.verify());

        assertThat(jdbc.queryForList(
                        "SELECT DISTINCT bucket FROM guard_count WHERE subject = 'FR+3361004'",
                        java.sql.Timestamp.class))
                .hasSize(1);
    }

    @Test
    void test_numbers_and_bound_devices_are_not_counted() {
        Person reviewer = Person.typing(service, "+33639980099");
        expect(reviewer.start());
        expect(reviewer.verify("424242"));
        Person owner = Person.typing(service, "+33610050001");
        owner.onboard();
        Person again = owner.again(service);
        expect(again.start());
        expect(again.verify());

        assertThat(counted("FR+3363998")).isEqualTo(Map.of("sent", 0L, "verified", 0L));
        assertThat(counted("FR+3361005")).isEqualTo(Map.of("sent", 1L, "verified", 1L));
    }

    @Test
    void an_owner_on_a_known_phone_gets_in_while_the_prefix_is_blocked() {
        Person owner = Person.typing(service, "+33610060001");
        owner.onboard();
        pump("+3361006%04d", 39);

        assertThat(owner.onOtherDevice().start().status()).isEqualTo(429);
        Person again = owner.again(service);
        expect(again.start());
        expect(again.verify());
    }

    @Test
    void a_challenged_prefix_carries_its_challenge_and_opens_for_its_solution_once() {
        pump("+491510110%04d", 40);
        Reply asked = start("+4915101100777", null, "203.0.113.50");
        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.code()).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(asked.json().required("challengeType").asString()).isEqualTo("proof-of-work");
        JsonNode challenge = asked.json().required("challenge");
        assertThat(challenge.propertyNames())
                .containsExactlyInAnyOrder("algorithm", "challenge", "maxnumber", "salt", "signature");

        String solution = SolvedChallenge.of(challenge);
        expect(start("+4915101100777", solution, "203.0.113.50"));
        assertThat(start("+4915101100777", solution, "203.0.113.50").code()).isEqualTo("CHALLENGE_REQUIRED");
    }

    @Test
    void beyond_the_ceiling_solved_challenges_help_no_more() {
        pump("+491510120%04d", 40);
        List<Integer> statuses = IntStream.range(40, 62)
                .mapToObj(i -> solved("+491510120%04d".formatted(i)).status())
                .toList();
        assertThat(statuses.subList(0, 20)).containsOnly(200);
        assertThat(statuses.subList(20, 22)).containsOnly(429);
    }

    @Test
    void a_resend_to_a_challenged_prefix_wants_a_challenge_as_well() {
        Person person = Person.typing(service, "+4915101300001");
        expect(person.start());
        pump("+491510130%04d", 39);
        clock.advance(Duration.ofMinutes(1));

        Reply asked = resend(person, "");
        assertThat(asked.code()).isEqualTo("CHALLENGE_REQUIRED");
        Reply sent = resend(
                person, ",\"challenge\":\"" + SolvedChallenge.of(asked.json().required("challenge")) + "\"");
        assertThat(sent.status()).as(sent.body()).isEqualTo(200);
    }

    @Test
    void a_challenge_taken_in_calm_times_is_too_easy_under_pressure() {
        String early = SolvedChallenge.of(challenge("+4915101400777", "203.0.113.60"));
        pump("+491510140%04d", 40);

        assertThat(start("+4915101400777", early, "203.0.113.60").code()).isEqualTo("CHALLENGE_REQUIRED");
        JsonNode hard = challenge("+4915101400777", "203.0.113.60");
        assertThat(hard.required("maxnumber").asLong()).isEqualTo(4000);
        expect(start("+4915101400777", SolvedChallenge.of(hard), "203.0.113.60"));
    }

    @Test
    void every_other_country_is_watched_and_never_hindered() {
        pump("+4477001%05d", 100);
        assertThat(counted("GB+44770010").get("sent")).isEqualTo(100L);
    }

    private void pump(String pattern, int count) {
        for (int i = 0; i < count; i++) {
            expect(start(pattern.formatted(i), null));
        }
    }

    private Reply solved(String number) {
        String address = nextAddress();
        Reply asked = start(number, null, address);
        return asked.code().equals("CHALLENGE_REQUIRED")
                ? start(number, SolvedChallenge.of(asked.json().required("challenge")), address)
                : asked;
    }

    private Reply start(String number, String challenge) {
        return start(number, challenge, nextAddress());
    }

    private Reply start(String number, String challenge, String address) {
        String solution = challenge == null ? "" : ",\"challenge\":\"" + challenge + "\"";
        return service.post(
                "/api/onboarding/start",
                "{\"phoneNumber\":\"" + number + "\"" + solution + "}",
                "X-Forwarded-For",
                address);
    }

    private Reply resend(Person person, String more) {
        return service.post(
                "/api/onboarding/resend-otp",
                "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\"%s}".formatted(person.session(), person.number(), more),
                "X-Forwarded-For",
                "203.0.113.70");
    }

    private JsonNode challenge(String number, String address) {
        return expect(service.post(
                        "/api/onboarding/challenge",
                        "{\"phoneNumber\":\"" + number + "\"}",
                        "X-Forwarded-For",
                        address))
                .json()
                .required("data");
    }

    private String nextAddress() {
        callers++;
        return "10.77.%d.%d".formatted(callers >> 8, callers & 255);
    }

    private Map<String, Object> counted(String key) {
        return jdbc.queryForMap(
                "SELECT COALESCE(sum(sent), 0) AS sent, COALESCE(sum(verified), 0) AS verified FROM guard_count WHERE subject = ?",
                key);
    }
}
