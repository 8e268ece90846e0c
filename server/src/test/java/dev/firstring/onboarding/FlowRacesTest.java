package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many at once, over two nodes: the outcome is as if they had come one after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowRacesTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService one = shared.node();
    private final RunningService other = shared.otherNode();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void of_a_hundred_guesses_at_once_exactly_three_are_judged() {
        Person person = Person.at(one);
        expect(person.start());

        Map<String, Long> codes = Together.run(
                        100,
                        i -> post(i, "/api/onboarding/verify-otp", """
                        {"sessionId":"%s","phoneNumber":"%s","otpCode":"%s"}""".formatted(
                                        person.session(), person.number(), person.wrongCode())))
                .stream()
                .collect(Collectors.groupingBy(Reply::code, Collectors.counting()));

        assertThat(codes).containsOnly(Map.entry("INVALID_OTP", 3L), Map.entry("MAX_ATTEMPTS_EXCEEDED", 97L));
        assertThat(person.verify().code()).isEqualTo("MAX_ATTEMPTS_EXCEEDED");
    }

    @Test
    void of_twenty_right_codes_at_once_one_wins() {
        Person person = Person.at(one);
        expect(person.start());

        Map<Integer, Long> statuses = Together.run(
                        20,
                        i -> post(i, "/api/onboarding/verify-otp", """
                        {"sessionId":"%s","phoneNumber":"%s","otpCode":"%s"}""".formatted(
                                        person.session(), person.number(), person.code())))
                .stream()
                .collect(Collectors.groupingBy(Reply::status, Collectors.counting()));

        assertThat(statuses).containsOnly(Map.entry(200, 1L), Map.entry(400, 19L));
    }

    @Test
    void twenty_links_at_once_make_one_account_and_one_credential_and_all_are_told_the_same() {
        Person person = Person.at(one);
        expect(person.start());
        expect(person.verify());

        List<Reply> replies = Together.run(
                20, i -> post(i, "/api/v1/onboarding/link-account", "{\"session_id\":\"" + person.session() + "\"}"));

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(replies.stream()
                        .map(reply -> reply.json().at("/data/sip_credentials"))
                        .distinct())
                .hasSize(1);
        assertThat(count("sip_credential", person.number())).isEqualTo(1);
        assertThat(count("number_holding", person.number())).isEqualTo(1);
    }

    @Test
    void two_devices_that_link_one_new_number_at_once_end_in_one_account() {
        for (int round = 0; round < 5; round++) {
            Person first = Person.at(one);
            List<Person> people = List.of(first, first.onOtherDevice(), first.onOtherDevice(), first.onOtherDevice());
            people.forEach(person -> expect(person.start()));
            people.forEach(person -> expect(person.verify()));

            List<Reply> replies = Together.run(
                    people.size(),
                    i -> post(
                            i,
                            "/api/v1/onboarding/link-account",
                            "{\"session_id\":\"" + people.get(i).session() + "\"}"));

            assertThat(replies).allMatch(reply -> reply.status() == 200);
            assertThat(replies.stream()
                            .map(reply -> reply.json().at("/data/user/id").asString())
                            .distinct())
                    .hasSize(1);
            assertThat(count("sip_credential", first.number())).isEqualTo(1);
        }
    }

    @Test
    void ten_provisions_at_the_edge_of_the_quota_never_make_a_sixth_credential() {
        Person person = Person.at(one);
        Reply linked = person.onboard();
        String account = linked.json().at("/data/user/id").asString();
        String[] bearer = Person.bearer(linked);
        for (int i = 0; i < 9; i++) {
            jdbc.update(
                    "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?::uuid, ?, ?)",
                    "+3377000%04d".formatted(i),
                    account,
                    java.sql.Timestamp.from(clock.instant()),
                    java.sql.Timestamp.from(clock.instant()));
        }
        for (int i = 0; i < 3; i++) {
            expect(one.post("/api/sip/credentials", "{\"phoneNumber\":\"+3377000%04d\"}".formatted(i), bearer));
        }

        List<Reply> replies = Together.run(
                10,
                i -> (i % 2 == 0 ? one : other)
                        .post(
                                "/api/sip/credentials",
                                "{\"phoneNumber\":\"+3377000%04d\"}".formatted(3 + i % 6),
                                bearer));

        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM sip_credential WHERE account_id = ?::uuid AND status <> 'revoked'",
                        Integer.class,
                        account))
                .isEqualTo(5);
        assertThat(replies)
                .allMatch(reply -> reply.status() == 200 || reply.code().equals("QUOTA_EXCEEDED"));
        assertThat(replies.stream()
                        .filter(reply -> reply.status() == 200)
                        .map(reply -> reply.data("sipUsername"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void many_starts_of_one_device_and_number_at_once_leave_one_live_session() {
        List<Reply> replies = Together.run(
                5, i -> post(i, "/api/onboarding/start", "{\"phoneNumber\":\"+33611990001\",\"deviceId\":\"racing\"}"));

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM onboarding_session WHERE device_id = 'racing' AND ended_at IS NULL",
                        Integer.class))
                .isEqualTo(1);
    }

    @Test
    void many_resends_at_once_send_one_message() {
        Person person = Person.at(one);
        expect(person.start());
        clock.advance(java.time.Duration.ofMinutes(1));

        Map<Integer, Long> statuses = Together.run(
                        10,
                        i -> post(i, "/api/onboarding/resend-otp", """
                        {"sessionId":"%s","phoneNumber":"%s"}""".formatted(person.session(), person.number())))
                .stream()
                .collect(Collectors.groupingBy(Reply::status, Collectors.counting()));

        assertThat(statuses).containsOnly(Map.entry(200, 1L), Map.entry(429, 9L));
        assertThat(count("message", person.number())).isEqualTo(2);
    }

    private Reply post(int i, String path, String body) {
        return (i % 2 == 0 ? one : other).post(path, body, "X-Forwarded-For", "10.200.0." + i);
    }

    private int count(String table, String number) {
        Integer count =
                jdbc.queryForObject("SELECT count(*) FROM " + table + " WHERE phone_number = ?", Integer.class, number);
        return count == null ? 0 : count;
    }
}
