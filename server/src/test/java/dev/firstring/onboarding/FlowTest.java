package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

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
    void a_change_of_number_moves_the_credential_with_its_username_and_password() {
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
                .containsExactly(newNumber.number() + " active");
        for (String kept : List.of("id", "sip_username", "sip_password")) {
            assertThat(changed.json().at("/data/sip_credentials/" + kept))
                    .isEqualTo(first.json().at("/data/sip_credentials/" + kept));
        }
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
    void numbers_that_get_no_codes_are_refused_with_the_reason() {
        assertThat(Person.typing(service, "+33899123456").start().code()).isEqualTo("NUMBER_NOT_ALLOWED");
        assertThat(Person.typing(service, "+331234").start().code()).isEqualTo("INVALID_PHONE_NUMBER");
        assertThat(service.post("/api/onboarding/start", "{\"phoneNumber\":\"06 12 34 56 78\",\"region\":\"FR\"}")
                        .data("phoneNumber"))
                .isEqualTo("+33612345678");
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
