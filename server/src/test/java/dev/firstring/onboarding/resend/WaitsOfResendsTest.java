package dev.firstring.onboarding.resend;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitsOfResendsTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final RunningService service = shared.node();

    @Test
    void a_resend_repeats_the_code_while_it_lives_and_makes_a_new_one_after_that() {
        Person person = Person.at(service);
        expect(person.start());
        String first = person.code();
        person.verifyWrongly();

        clock.advance(Duration.ofMinutes(4));
        expect(person.resend("sms"));
        assertThat(person.code()).isEqualTo(first);

        clock.advance(Duration.ofMinutes(2));
        Reply renewed = expect(person.resend("sms"));
        assertThat(renewed.json().at("/data/attemptsLeft").asInt()).isEqualTo(3);
        assertThat(person.verify(first).code()).isEqualTo("INVALID_OTP");
        expect(person.verify());
    }

    @Test
    void resends_wait_one_two_five_and_ten_minutes_and_then_are_over() {
        Person person = Person.at(service);
        expect(person.start());
        Reply early = person.resend("sms");
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.json().required("policy").asString()).isEqualTo("session-sms");
        assertThat(early.header("Retry-After")).isEqualTo("60");

        int[] waits = {1, 2, 5, 10};
        for (int minutes : waits) {
            clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(person.resend("sms").status())
                    .as("a second before %d minutes", minutes)
                    .isEqualTo(429);
            clock.advance(Duration.ofSeconds(1));
            expect(person.resend("sms"));
        }
        clock.advance(Duration.ofMinutes(30));
        assertThat(person.resend("sms").status()).isEqualTo(429);
        assertThat(expect(person.status()).json().at("/data/nextSms").isNull()).isTrue();
    }

    @Test
    void a_call_can_be_asked_for_a_minute_after_the_first_message() {
        Person person = Person.at(service);
        expect(person.start());
        String code = person.code();
        assertThat(person.resend("voice").status()).isEqualTo(429);
        clock.advance(Duration.ofSeconds(60));
        Reply called = expect(person.resend("voice"));
        assertThat(called.json().at("/data/delivery/channel").asString()).isEqualTo("voice");
        assertThat(person.code()).isEqualTo(code);
    }
}
