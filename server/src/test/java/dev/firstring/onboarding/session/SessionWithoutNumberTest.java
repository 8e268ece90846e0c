package dev.firstring.onboarding.session;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Sessions that are opened before anybody has typed a number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionWithoutNumberTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void a_session_is_opened_without_a_number_and_started_with_one_later_under_the_same_id() {
        Reply opened = expect(service.post(
                "/api/v1/onboarding/session", "{\"device_id\":\"phone-input-1\",\"device_platform\":\"iOS\"}"));
        String session = opened.data("session_id");
        assertThat(opened.data("current_step")).isEqualTo("phone_input");
        JsonNode waiting = expect(service.get("/api/v1/onboarding/session/" + session))
                .json()
                .get("data");
        assertThat(waiting.get("current_step").asString()).isEqualTo("phone_input");
        assertThat(waiting.get("phone_number").isNull()).isTrue();
        assertThat(waiting.get("device_platform").asString()).isEqualTo("ios");
        assertThat(service.post(
                                "/api/v1/onboarding/verify-otp",
                                "{\"session_id\":\"%s\",\"phone_number\":\"+33639981818\",\"otp_code\":\"123456\"}"
                                        .formatted(session))
                        .code())
                .isEqualTo("INVALID_STEP");

        clock.advance(Duration.ofMinutes(50));
        Person person = Person.at(service);
        Reply started = expect(service.post(
                "/api/v1/onboarding/start",
                "{\"session_id\":\"%s\",\"phone_number\":\"%s\"}".formatted(session, person.number())));
        assertThat(started.data("session_id")).isEqualTo(session);
        assertThat(started.data("current_step")).isEqualTo("otp_verification");
        clock.advance(Duration.ofMinutes(9));
        expect(service.post(
                "/api/v1/onboarding/verify-otp",
                "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                        .formatted(session, person.number(), started.data("otp_code"))));
        Reply linked =
                expect(service.post("/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(session)));
        assertThat(linked.json().at("/data/sip_credentials/phone_number").asString())
                .isEqualTo(person.number());
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM onboarding_session WHERE device_id = 'phone-input-1'", Integer.class))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM message WHERE phone_number = ?", Integer.class, person.number()))
                .isEqualTo(1);
    }

    @Test
    void only_a_session_that_waits_takes_a_number_and_nobody_chooses_an_id() {
        String session =
                expect(service.post("/api/v1/onboarding/session", "{}")).data("session_id");
        Person person = Person.at(service);
        String body = "{\"session_id\":\"%s\",\"phone_number\":\"%s\"}";
        expect(service.post("/api/v1/onboarding/start", body.formatted(session, person.number())));

        Reply again = service.post(
                "/api/v1/onboarding/start",
                body.formatted(session, Person.at(service).number()));
        assertThat(again.code()).isEqualTo("INVALID_STEP");
        char last = session.charAt(session.length() - 1);
        String made = session.substring(0, session.length() - 1) + (last == 'A' ? 'Q' : 'A');
        Person other = Person.at(service);
        assertThat(service.post("/api/v1/onboarding/start", body.formatted(made, other.number()))
                        .code())
                .isEqualTo("SESSION_NOT_FOUND");
        String cancelled =
                expect(service.post("/api/v1/onboarding/session", "")).data("session_id");
        expect(service.call("DELETE", "/api/v1/onboarding/session/" + cancelled, ""));
        assertThat(service.post("/api/v1/onboarding/start", body.formatted(cancelled, other.number()))
                        .code())
                .isEqualTo("SESSION_CANCELLED");
        String late = expect(service.post("/api/v1/onboarding/session", "")).data("session_id");
        clock.advance(Duration.ofHours(1));
        assertThat(service.post("/api/v1/onboarding/start", body.formatted(late, other.number()))
                        .code())
                .isEqualTo("SESSION_EXPIRED");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM message WHERE phone_number = ?", Integer.class, other.number()))
                .isZero();
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM rate_limit WHERE subject = ?", Integer.class, "number:" + other.number()))
                .isZero();
    }

    @Test
    void of_two_numbers_at_once_a_waiting_session_takes_one_and_one_message_goes_out() {
        for (int round = 0; round < 5; round++) {
            String session =
                    expect(service.post("/api/onboarding/session", "{}")).data("sessionId");
            List<Person> people =
                    List.of(Person.at(service), Person.at(service), Person.at(service), Person.at(service));

            List<Reply> replies = Together.run(
                    people.size(),
                    index -> service.post(
                            "/api/onboarding/start",
                            "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\"}"
                                    .formatted(session, people.get(index).number()),
                            "X-Forwarded-For",
                            "10.77.0." + index));

            assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
            assertThat(replies.stream().filter(reply -> reply.code().equals("INVALID_STEP")))
                    .hasSize(3);
            assertThat(jdbc.queryForObject(
                            "SELECT count(*) FROM message WHERE phone_number IN (?, ?, ?, ?)",
                            Integer.class,
                            people.stream().map(Person::number).toArray()))
                    .isEqualTo(1);
        }
    }

    @Test
    void an_address_opens_sixty_sessions_without_a_number_an_hour() {
        String[] from = {"X-Forwarded-For", "198.51.100.60"};
        for (int i = 0; i < 60; i++) {
            expect(service.post("/api/v1/onboarding/session", "{}", from));
        }

        Reply refused = service.post("/api/v1/onboarding/session", "{}", from);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("3600");
        clock.advance(Duration.ofHours(1));
        expect(service.post("/api/v1/onboarding/session", "{}", from));
    }
}
