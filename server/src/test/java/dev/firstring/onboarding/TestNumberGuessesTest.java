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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** The fixed code of a test number is guessed no easier than any other code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class TestNumberGuessesTest {

    /** One for each test. */
    private static final List<String> NUMBERS = List.of("+12025550147", "+12025550148", "+12025550149", "+12025550150");

    private static final String CODE = "424242";
    private static final String USED = "SELECT count(*) FROM audit_event WHERE action = 'test-number.used'";

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private int tests;
    private String number = "";

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        RunningService.Setup setup = RunningService.over(database)
                .clock(clock)
                .set("firstring.challenge.difficulty", 1000)
                .set("firstring.challenge.hardest", 4000);
        for (int i = 0; i < NUMBERS.size(); i++) {
            setup.set("firstring.numbers.test[" + i + "].number", NUMBERS.get(i))
                    .set("firstring.numbers.test[" + i + "].code", CODE)
                    .set("firstring.numbers.test[" + i + "].until", "2099-12-31");
        }
        service = setup.start();
    }

    @BeforeEach
    void takeNumber() {
        number = NUMBERS.get(tests++);
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void a_hundred_wrong_codes_in_a_row_stop_the_number() {
        int judged = 0;
        boolean waited = false;
        boolean challenged = false;
        Reply reply = null;
        for (int round = 0; round < 1000; round++) {
            Person guesser = Person.typing(service, number);
            reply = guesser.start();
            if (reply.code().equals("CHALLENGE_REQUIRED")) {
                challenged = true;
                reply = guesser.start(SolvedChallenge.of(reply.json().required("challenge")));
            }
            if (reply.status() == 429) {
                waited = true;
                if (reply.json().required("policy").asString().equals("number-stopped")) {
                    break;
                }
                clock.advance(Duration.ofSeconds(Long.parseLong(reply.header("Retry-After"))));
                continue;
            }
            expect(reply);
            while (guesser.verify("000000").code().equals("INVALID_OTP")) {
                judged++;
            }
        }
        assertThat(judged).isBetween(100, 102);
        assertThat(waited).isTrue();
        assertThat(challenged).isTrue();
        assertThat(reply.json().required("policy").asString()).isEqualTo("number-stopped");

        clock.advance(Duration.ofSeconds(Long.parseLong(reply.header("Retry-After"))));
        Person reviewer = Person.typing(service, number);
        expect(reviewer.start());
        expect(reviewer.verify(CODE));
        expect(reviewer.link());
    }

    @Test
    void an_address_has_its_starts_an_hour() {
        for (int i = 0; i < 20; i++) {
            expect(start("10.44.0.1"));
        }
        Reply refused = start("10.44.0.1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().required("policy").asString()).isEqualTo("address-hour");
        expect(start("10.44.0.2"));
    }

    @Test
    void sends_to_it_are_not_limited_and_charge_neither_the_number_nor_the_service() {
        int usedBefore = count(USED);
        for (int i = 0; i < 30; i++) {
            expect(Person.typing(service, number).start());
        }
        assertThat(count("SELECT count(*) FROM rate_limit WHERE subject LIKE 'number:%'"))
                .isZero();
        assertThat(count("SELECT sum(day_spent) FROM send_budget")).isZero();
        assertThat(count("SELECT count(*) FROM guard_count")).isZero();
        assertThat(count(USED) - usedBefore).isEqualTo(30);
    }

    @Test
    void the_owner_of_a_bound_device_gets_in_while_a_stranger_guesses() {
        Person reviewer = Person.typing(service, number);
        expect(reviewer.start());
        expect(reviewer.verify(CODE));
        expect(reviewer.link());
        for (int i = 0; i < 4; i++) {
            Person guesser = Person.typing(service, number);
            if (guesser.start().status() == 200) {
                for (int guess = 0; guess < 3; guess++) {
                    guesser.verify("000000");
                }
            }
        }
        assertThat(Person.typing(service, number).start().status()).isEqualTo(429);

        Person again = reviewer.again(service);
        expect(again.start());
        expect(again.verify(CODE));
    }

    private int count(String query) {
        Integer found = new JdbcTemplate(database.service()).queryForObject(query, Integer.class);
        return found == null ? 0 : found;
    }

    private Reply start(String address) {
        return service.post(
                "/api/onboarding/start", "{\"phoneNumber\":\"" + number + "\"}", "X-Forwarded-For", address);
    }
}
