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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A stranger who wants to lock a person out: every minute of a day a start for the person's number, from ever new addresses
 * and devices, with challenges solved and wrong codes typed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class LockOutTest {

    private final SettableClock clock = new SettableClock();
    private String number = "";
    private int tests;
    private TestDatabase database;
    private RunningService service;
    private final Map<String, Integer> met = new HashMap<>();

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.challenge.difficulty", 1000)
                .set("firstring.challenge.hardest", 1000)
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    /** Each test has a number that nobody knows yet, and finds no counts of the tests before it. */
    @BeforeEach
    void begin() {
        number = "+3361234567%d".formatted(tests++);
        met.clear();
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        jdbc.update("DELETE FROM guard_count");
        jdbc.update("DELETE FROM rate_limit");
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void the_owner_on_a_known_phone_gets_in_at_any_moment_of_an_attack() {
        Person owner = Person.typing(service, number);
        owner.onboard();
        int gotIn = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            attack();
            if (minute % 150 == 149) {
                Person again = owner.again(service);
                expect(again.start());
                expect(again.verify());
                expect(again.link());
                gotIn++;
            }
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(gotIn).isEqualTo(9);
        assertThat(met)
                .containsKeys("RATE_LIMITED number-hour", "RATE_LIMITED number-guard", "RATE_LIMITED number-day");
        assertThat(met.get("INVALID_OTP")).isBetween(10, 33);
    }

    @Test
    void the_owner_on_a_new_phone_gets_in_by_coming_back_when_the_answer_says() {
        Person owner = Person.typing(service, number);
        owner.onboard();
        List<Duration> waited = new ArrayList<>();
        for (int hour = 0; hour < 6; hour++) {
            attackFor(Duration.ofHours(1));
            if (hour % 2 == 1) {
                waited.add(getInOnNewPhone());
            }
        }
        assertThat(waited).hasSize(3).allMatch(wait -> wait.compareTo(Duration.ofHours(24)) <= 0);
    }

    @Test
    void wrong_codes_bring_waits_that_double_from_half_a_minute_to_an_hour_and_a_right_one_ends_them() {
        for (int session = 0; session < 3; session++) {
            Person stranger = stranger();
            expect(stranger.start());
            guess(stranger);
        }
        Person last = stranger();
        expect(last.start());
        last.verifyWrongly();

        assertThat(waits(stranger())).isEqualTo(Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(30));
        assertThat(last.verify().status()).isEqualTo(200);
        expect(stranger().start());
    }

    @Test
    void a_hundred_wrong_codes_in_a_row_stop_the_number_for_a_day_but_not_its_owners_phone() {
        Person owner = Person.typing(service, number);
        owner.onboard();
        for (int hour = 0; hour < 24 * 8 && !met.containsKey("RATE_LIMITED number-stopped"); hour++) {
            for (int i = 0; i < 4; i++) {
                attack();
                clock.advance(Duration.ofMinutes(15));
            }
        }
        // The session that brought the hundredth may still use up its own three tries.
        assertThat(met.get("INVALID_OTP")).isBetween(100, 102);
        Duration stop = waits(stranger());
        assertThat(stop).isBetween(Duration.ofHours(23), Duration.ofHours(24));

        Person again = owner.again(service);
        expect(again.start());
        expect(again.verify());
        clock.advance(stop);
        assertThat(getInOnNewPhone()).isLessThan(Duration.ofHours(24));
    }

    /** Does as the answers say until it is in; how long that took. The stranger goes on meanwhile. */
    private Duration getInOnNewPhone() {
        Person owner = stranger();
        Duration waited = Duration.ZERO;
        for (int tries = 0; tries < 200; tries++) {
            Reply reply = owner.start();
            if (reply.code().equals("CHALLENGE_REQUIRED")) {
                reply = owner.start(SolvedChallenge.of(reply.json().required("challenge")));
            }
            if (reply.status() == 200) {
                expect(owner.verify());
                return waited;
            }
            assertThat(reply.code()).as(reply.body()).isEqualTo("RATE_LIMITED");
            Duration wait = Duration.ofSeconds(Long.parseLong(reply.header("Retry-After")));
            // The stranger asks at every full minute that lies before the moment at which the owner comes back.
            for (Duration left = wait; left.isPositive(); left = left.minusMinutes(1)) {
                clock.advance(left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1));
                if (left.compareTo(Duration.ofMinutes(1)) > 0) {
                    attack();
                }
            }
            waited = waited.plus(wait);
        }
        throw new AssertionError("the owner did not get in");
    }

    private void attackFor(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusMinutes(1)) {
            attack();
            clock.advance(Duration.ofMinutes(1));
        }
    }

    /** One start from a new address and device, with its challenge solved, and all the guesses that it gives. */
    private void attack() {
        Person stranger = stranger();
        Reply reply = stranger.start();
        if (reply.code().equals("CHALLENGE_REQUIRED")) {
            count(reply);
            reply = stranger.start(SolvedChallenge.of(reply.json().required("challenge")));
        }
        if (reply.status() == 200) {
            guess(stranger);
        } else {
            count(reply);
        }
    }

    private void guess(Person stranger) {
        for (int guess = 0; guess < 3; guess++) {
            count(stranger.verifyWrongly());
        }
    }

    private void count(Reply reply) {
        String policy = reply.json().path("policy").asString("");
        met.merge((reply.code() + " " + policy).strip(), 1, Integer::sum);
    }

    private Person stranger() {
        return Person.typing(service, number);
    }

    private static Duration waits(Person person) {
        Reply reply = person.start();
        assertThat(reply.code()).as(reply.body()).isEqualTo("RATE_LIMITED");
        return Duration.ofSeconds(Long.parseLong(reply.header("Retry-After")));
    }
}
