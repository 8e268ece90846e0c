package dev.firstring.onboarding.life;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeOfSessionsTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final RunningService service = shared.node();

    @Test
    void a_session_lasts_an_hour_can_be_extended_and_ends_for_good_when_cancelled() {
        Person person = Person.at(service);
        expect(person.start());
        clock.advance(Duration.ofMinutes(59));
        Reply extended = expect(service.post("/api/v1/onboarding/session/" + person.session() + "/extend", ""));
        assertThat(extended.json().at("/data/is_expired").asBoolean()).isFalse();
        clock.advance(Duration.ofMinutes(60));
        expect(person.resend("sms"));
        Reply cancelled =
                expect(service.call("DELETE", "/api/onboarding/session", "", "X-Onboarding-Session", person.session()));
        assertThat(cancelled.json().at("/data/isCancelled").asBoolean()).isTrue();
        assertThat(person.verify().code()).isEqualTo("SESSION_CANCELLED");
        assertThat(person.resend("sms").code()).isEqualTo("SESSION_CANCELLED");
        assertThat(person.link().code()).isEqualTo("SESSION_CANCELLED");
        clock.advance(Duration.ofHours(23));
        expect(person.status());
        clock.advance(Duration.ofHours(1));
        assertThat(person.status().code()).isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void a_session_cannot_be_extended_beyond_a_day() {
        Person person = Person.at(service);
        Reply started = expect(person.start());
        String created = expect(person.status()).data("createdAt");
        for (int i = 0; i < 30; i++) {
            expect(service.post("/api/v1/onboarding/session/" + person.session() + "/extend", ""));
        }
        assertThat(java.time.Instant.parse(expect(person.status()).data("expiresAt")))
                .isEqualTo(java.time.Instant.parse(created).plus(Duration.ofHours(24)));
        assertThat(started.status()).isEqualTo(200);
    }

    @Test
    void an_expired_session_says_so() {
        Person person = Person.at(service);
        expect(person.start());
        clock.advance(Duration.ofHours(1));
        assertThat(person.verify().code()).isEqualTo("SESSION_EXPIRED");
        assertThat(expect(person.status()).json().at("/data/isExpired").asBoolean())
                .isTrue();
    }

    @Test
    void a_new_start_on_a_device_supersedes_its_older_session() {
        Person person = Person.at(service);
        expect(person.start());
        Person again = person.again(service);
        expect(again.start());
        assertThat(person.verify().code()).isEqualTo("SESSION_CANCELLED");
        expect(again.verify());
    }

    @Test
    void unknown_sessions_and_unreadable_ones_are_not_found() {
        for (String id : new String[] {"x", "A".repeat(32), "../../etc/passwd", "' OR 1=1 --"}) {
            assertThat(service.post(
                                    "/api/onboarding/verify-otp",
                                    "{\"sessionId\":\"%s\",\"phoneNumber\":\"+33612345678\",\"otpCode\":\"123456\"}"
                                            .formatted(id))
                            .code())
                    .isEqualTo("SESSION_NOT_FOUND");
        }
    }

    @Test
    void the_same_idempotency_key_starts_one_session() {
        String body = "{\"phoneNumber\":\"+33612000077\",\"deviceId\":\"idem\"}";
        Reply first = expect(service.post("/api/onboarding/start", body, "Idempotency-Key", "\"key-of-the-start-1\""));
        Reply second = expect(service.post("/api/onboarding/start", body, "Idempotency-Key", "\"key-of-the-start-1\""));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(service.post(
                                "/api/onboarding/start",
                                "{\"phoneNumber\":\"+33612000078\",\"deviceId\":\"idem\"}",
                                "Idempotency-Key",
                                "\"key-of-the-start-1\"")
                        .code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }
}
