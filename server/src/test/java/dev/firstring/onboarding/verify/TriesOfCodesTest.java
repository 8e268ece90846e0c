package dev.firstring.onboarding.verify;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** How often a code may be tried, and how long it is good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriesOfCodesTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void three_wrong_codes_spend_a_code_and_a_resend_does_not_give_the_session_more_than_five() {
        Person person = Person.at(service);
        expect(person.start());
        for (int left = 2; left >= 0; left--) {
            Reply wrong = person.verifyWrongly();
            assertThat(wrong.code()).isEqualTo("INVALID_OTP");
            assertThat(wrong.json().required("attemptsLeft").asInt()).isEqualTo(left);
        }
        assertThat(person.verify().code()).isEqualTo("MAX_ATTEMPTS_EXCEEDED");

        clock.advance(Duration.ofMinutes(1));
        String spent = person.code();
        Reply resent = expect(person.resend("sms"));
        assertThat(resent.json().at("/data/attemptsLeft").asInt()).isEqualTo(2);
        assertThat(person.code()).isNotEqualTo(spent);
        assertThat(person.verifyWrongly().json().required("attemptsLeft").asInt())
                .isEqualTo(1);
        assertThat(person.verifyWrongly().json().required("attemptsLeft").asInt())
                .isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(person.resend("sms").code()).isEqualTo("MAX_ATTEMPTS_EXCEEDED");
        assertThat(person.verify().code()).isEqualTo("MAX_ATTEMPTS_EXCEEDED");
        JsonNode status = expect(person.status()).json().required("data");
        assertThat(status.required("nextSms").isNull()).isTrue();
        assertThat(status.required("nextVerificationAttempt").isNull()).isTrue();
    }

    @Test
    void a_code_is_good_for_ten_minutes_and_not_for_an_instant_more() {
        Person person = Person.at(service);
        expect(person.start());
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        Person other = Person.at(service);
        expect(other.start());
        expect(person.verify());

        clock.advance(Duration.ofMinutes(10));
        assertThat(other.verify().code()).isEqualTo("VERIFICATION_EXPIRED");
    }

    @Test
    void a_code_is_bound_to_its_session() {
        Person one = Person.at(service);
        Person two = one.onOtherDevice();
        expect(one.start());
        expect(two.start());
        assertThat(two.verify(one.code()).code()).isEqualTo("INVALID_OTP");
        expect(two.verify());
        expect(one.verify());
    }

    @Test
    void a_test_number_has_its_own_code_is_never_limited_and_stands_in_the_trail() {
        int before = uses();
        Person reviewer = Person.typing(service, SharedService.TEST_NUMBER);
        for (int i = 0; i < 7; i++) {
            Reply started = expect(reviewer.start());
            assertThat(started.body()).doesNotContain("otpCode");
        }
        assertThat(reviewer.verify("111111").code()).isEqualTo("INVALID_OTP");
        expect(reviewer.verify(SharedService.CODE_OF_TEST_NUMBER));
        expect(reviewer.link());
        assertThat(uses()).isEqualTo(before + 7);
    }

    @Test
    void ten_wrong_codes_in_a_day_make_strangers_wait_and_work_but_not_the_owners_phone() {
        Person owner = Person.at(service);
        owner.onboard();
        for (int session = 0; session < 4; session++) {
            Person stranger = owner.onOtherDevice();
            clock.advance(Duration.ofHours(1));
            expect(stranger.start());
            for (int i = 0; i < 3; i++) {
                stranger.verifyWrongly();
            }
        }
        Person stranger = owner.onOtherDevice();
        Reply waits = stranger.start();
        assertThat(waits.code()).isEqualTo("RATE_LIMITED");
        assertThat(waits.json().required("policy").asString()).isEqualTo("number-guard");
        clock.advance(Duration.ofHours(1));
        Reply works = stranger.start();
        assertThat(works.code()).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(works.json().at("/challenge/algorithm").asString()).isEqualTo("SHA-256");

        expect(owner.again(service).start());
    }

    private int uses() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT count(*) FROM audit_event WHERE action = 'test-number.used'", Integer.class));
    }
}
