package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowTest {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.numbers.test[0].number", "+33639980099")
                .set("firstring.numbers.test[0].code", "424242")
                .set("firstring.numbers.test[0].until", "2030-01-01")
                .start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stopService() {
        service.close();
        database.close();
    }

    @Test
    void a_number_becomes_an_account_with_a_sip_credential() {
        Person person = Person.at(service);

        Reply started = expect(person.start());
        assertThat(started.data("currentStep")).isEqualTo("otp_verification");
        assertThat(started.json().at("/data/delivery/channel").asString()).isEqualTo("sms");
        assertThat(started.json().at("/data/nextSms").asInt()).isEqualTo(60);
        assertThat(started.json().at("/data/nextCall").asInt()).isEqualTo(60);
        assertThat(started.json().at("/data/nextVerificationAttempt").asInt()).isZero();
        assertThat(started.json().at("/data/attemptsLeft").asInt()).isEqualTo(3);
        assertThat(started.header("RateLimit-Policy")).contains("\"address-hour\";q=20;w=3600");
        assertThat(started.header("RateLimit")).contains("\"address-hour\";r=19;t=3600");
        assertThat(started.header("Cache-Control")).isEqualTo("no-store");
        assertThat(started.header("X-Request-Id")).isNotEmpty();

        Reply verified = expect(person.verify());
        assertThat(verified.json().at("/data/verified").asBoolean()).isTrue();
        assertThat(verified.data("currentStep")).isEqualTo("account_link");

        JsonNode linked = expect(person.link()).json().required("data");
        JsonNode credential = linked.required("sip_credentials");
        assertThat(credential.required("sip_username").asString())
                .matches("u" + person.number().substring(person.number().length() - 6) + "[a-z0-9]{4}");
        assertThat(credential.required("sip_password").asString()).matches("[A-Za-z0-9]{24}");
        assertThat(credential.required("sip_uri").asString())
                .isEqualTo("sip:" + credential.required("sip_username").asString() + "@sip.example.test");
        assertThat(credential.required("sync_status").asString()).isEqualTo("synced");
        assertThat(linked.required("completed").asBoolean()).isTrue();
        assertThat(linked.at("/tokens/token_type").asString()).isEqualTo("Bearer");

        assertThat(expect(person.status()).json().at("/data/isCompleted").asBoolean())
                .isTrue();
    }

    @Test
    void the_account_shows_its_number_as_lately_verified_and_its_history() {
        Person person = Person.at(service);
        String[] bearer = Person.bearer(person.onboard());

        JsonNode account = expect(service.get("/api/account", bearer)).json().required("data");
        assertThat(account.at("/phoneNumbers/0/phoneNumber").asString()).isEqualTo(person.number());
        assertThat(account.at("/phoneNumbers/0/verifiedRecently").asBoolean()).isTrue();
        JsonNode verifications =
                expect(service.get("/api/account/verifications", bearer)).json();
        assertThat(verifications.at("/data/verifications/0/status").asString()).isEqualTo("verified");
        JsonNode sessions =
                expect(service.get("/api/v1/account/sessions", bearer)).json();
        assertThat(sessions.at("/data/sessions/0/current_step").asString()).isEqualTo("complete");
        assertThat(service.get("/api/account/sessions").status()).isEqualTo(401);
    }

    @Test
    void own_credentials_are_listed_read_and_renamed() {
        Person person = Person.at(service);
        Reply linked = person.onboard();
        String[] bearer = Person.bearer(linked);
        String id = linked.json().at("/data/sip_credentials/id").asString();
        String password = linked.json().at("/data/sip_credentials/sip_password").asString();

        assertThat(expect(service.get("/api/sip/credentials", bearer)).body())
                .contains(id)
                .doesNotContain(password);
        assertThat(expect(service.get("/api/v1/onboarding/sip-credentials", bearer))
                        .body())
                .contains(id);
        assertThat(expect(service.get("/api/sip/credentials/" + id, bearer)).data("sipPassword"))
                .isEqualTo(password);
        assertThat(expect(service.get("/api/sip/credentials/active", bearer))
                        .json()
                        .at("/data/hasCredentials")
                        .asBoolean())
                .isTrue();
        assertThat(expect(service.call("PATCH", "/api/sip/credentials/" + id, "{\"displayName\":\"Zoë\"}", bearer))
                        .data("displayName"))
                .isEqualTo("Zoë");

        String[] stranger = Person.bearer(Person.at(service).onboard());
        Reply others = service.get("/api/sip/credentials/" + id, stranger);
        Reply unknown = service.get("/api/sip/credentials/01a20463-3da4-7a10-b657-aee095b674bf", stranger);
        assertThat(others.status()).isEqualTo(404);
        assertThat(withoutIds(others)).isEqualTo(withoutIds(unknown));
    }

    @Test
    void the_same_number_on_another_device_gets_the_same_account_and_credential() {
        Person person = Person.at(service);
        JsonNode first = person.onboard().json();
        JsonNode second = person.onOtherDevice().onboard().json();

        assertThat(second.at("/data/user/id")).isEqualTo(first.at("/data/user/id"));
        assertThat(second.at("/data/sip_credentials/sip_username"))
                .isEqualTo(first.at("/data/sip_credentials/sip_username"));
        assertThat(second.at("/data/sip_credentials/sip_password"))
                .isEqualTo(first.at("/data/sip_credentials/sip_password"));
    }

    @Test
    void a_number_proved_by_another_account_moves_and_takes_its_credential_with_it() {
        Person loser = Person.at(service);
        Reply lost = loser.onboard();
        Person winner = Person.at(service);
        String[] winnerBearer = Person.bearer(winner.onboard());

        Person proving = loser.onOtherDevice();
        Reply moved = proving.onboard(winnerBearer);

        assertThat(moved.json().at("/data/user/id").asString())
                .isNotEqualTo(lost.json().at("/data/user/id").asString());
        assertThat(jdbc.queryForObject(
                        "SELECT status FROM sip_credential WHERE username = ?",
                        String.class,
                        lost.json().at("/data/sip_credentials/sip_username").asString()))
                .isEqualTo("revoked");
        assertThat(expect(service.get("/api/account", Person.bearer(lost))).body())
                .doesNotContain(loser.number());
        assertThat(expect(service.get("/api/account", winnerBearer)).body()).contains(loser.number());
    }

    @Test
    void a_change_of_number_revokes_the_old_credential_in_the_moment_the_new_one_is_there() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person newNumber = Person.at(service);
        expect(newNumber.start());
        expect(newNumber.verify());

        Reply changed = expect(service.post(
                "/api/v1/onboarding/link-account",
                "{\"session_id\":\"%s\",\"replaces_phone_number\":\"%s\"}"
                        .formatted(newNumber.session(), person.number()),
                Person.bearer(first)));

        assertThat(changed.json().at("/data/user/id")).isEqualTo(first.json().at("/data/user/id"));
        assertThat(jdbc.queryForList(
                        "SELECT phone_number || ' ' || status FROM sip_credential WHERE account_id = ?::uuid ORDER BY created_at",
                        String.class,
                        first.json().at("/data/user/id").asString()))
                .containsExactly(person.number() + " revoked", newNumber.number() + " active");
    }

    @Test
    void linking_again_gives_the_same_answer_and_only_to_the_same_caller() {
        Person person = Person.at(service);
        JsonNode first = person.onboard().json();
        Reply again = expect(person.link());
        assertThat(again.json().at("/data/sip_credentials")).isEqualTo(first.at("/data/sip_credentials"));

        Reply stranger = person.link(Person.bearer(Person.at(service).onboard()));
        assertThat(stranger.code()).isEqualTo("SESSION_COMPLETED");

        clock.advance(Duration.ofHours(1));
        assertThat(person.link().code()).isEqualTo("SESSION_COMPLETED");
    }

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
    void steps_are_passed_in_order_and_a_number_that_is_not_the_sessions_is_refused() {
        Person person = Person.at(service);
        expect(person.start());
        Reply tooEarly = person.link();
        assertThat(tooEarly.code()).isEqualTo("INVALID_STEP");
        assertThat(tooEarly.json().at("/detail/current_step").asString()).isEqualTo("otp_verification");

        Reply other = service.post(
                "/api/onboarding/verify-otp",
                "{\"sessionId\":\"%s\",\"phoneNumber\":\"+33612000000\",\"otpCode\":\"%s\"}"
                        .formatted(person.session(), person.code()));
        assertThat(other.code()).isEqualTo("PHONE_MISMATCH");
        expect(person.verify());
        Reply twice = person.verify();
        assertThat(twice.code()).isEqualTo("INVALID_STEP");
        assertThat(twice.json().required("currentStep").asString()).isEqualTo("account_link");
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
    void numbers_that_get_no_codes_are_refused_with_the_reason() {
        assertThat(Person.typing(service, "+33899123456").start().code()).isEqualTo("NUMBER_NOT_ALLOWED");
        assertThat(Person.typing(service, "+331234").start().code()).isEqualTo("INVALID_PHONE_NUMBER");
        assertThat(service.post("/api/onboarding/start", "{\"phoneNumber\":\"06 12 34 56 78\",\"region\":\"FR\"}")
                        .data("phoneNumber"))
                .isEqualTo("+33612345678");
    }

    @Test
    void a_test_number_has_its_own_code_is_never_limited_and_stands_in_the_trail() {
        Person reviewer = Person.typing(service, "+33639980099");
        for (int i = 0; i < 7; i++) {
            Reply started = expect(reviewer.start());
            assertThat(started.body()).doesNotContain("otpCode");
        }
        assertThat(reviewer.verify("111111").code()).isEqualTo("INVALID_OTP");
        expect(reviewer.verify("424242"));
        expect(reviewer.link());
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM audit_event WHERE action = 'test-number.used'", Integer.class))
                .isEqualTo(7);
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

    @Test
    void answers_speak_the_language_of_the_client() {
        Reply french = service.post(
                "/api/onboarding/start", "{\"phoneNumber\":\"+331234\"}", "Accept-Language", "fr-CA,fr;q=0.9");
        Reply english = service.post("/api/onboarding/start", "{\"phoneNumber\":\"+331234\"}");
        assertThat(french.header("Content-Language")).isEqualTo("fr");
        assertThat(french.json().required("title")).isNotEqualTo(english.json().required("title"));
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

    @Test
    void both_spellings_say_the_same() {
        Person person = Person.at(service);
        expect(person.start());
        JsonNode camel = expect(person.status()).json().required("data");
        JsonNode snake = expect(service.get("/api/v1/onboarding/session/" + person.session()))
                .json()
                .required("data");
        assertThat(names(snake))
                .containsExactlyElementsOf(names(camel).stream()
                        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    private static java.util.List<String> names(JsonNode node) {
        return StreamSupport.stream(
                        ((Iterable<String>) () -> node.propertyNames().iterator()).spliterator(), false)
                .toList();
    }

    private static String withoutIds(Reply reply) {
        return reply.body().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID");
    }
}
