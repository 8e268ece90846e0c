package dev.firstring.onboarding;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the first contract had, and what clients written against it rely on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoundingContractTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void a_session_is_extended_by_the_hours_that_are_asked_for_and_a_day_at_most() {
        Person person = Person.at(service);
        expect(person.start());
        Instant created = Instant.parse(expect(person.status()).data("createdAt"));

        Reply web = expect(service.post(
                "/api/onboarding/session/extend", "{\"additionalHours\":3}", "X-Onboarding-Session", person.session()));
        assertThat(Instant.parse(web.data("expiresAt"))).isEqualTo(created.plus(Duration.ofHours(4)));
        Reply app = expect(
                service.post("/api/v1/onboarding/session/" + person.session() + "/extend", "{\"additional_hours\":2}"));
        assertThat(Instant.parse(app.data("expires_at"))).isEqualTo(created.plus(Duration.ofHours(6)));
        Reply most = expect(service.post(
                "/api/v1/onboarding/session/" + person.session() + "/extend", "{\"additional_hours\":24}"));
        assertThat(Instant.parse(most.data("expires_at"))).isEqualTo(created.plus(Duration.ofHours(24)));

        clock.advance(Duration.ofHours(5));
        expect(person.resend("sms"));
        expect(person.verify());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "25", "1.5", "\"2\""})
    void other_amounts_of_hours_are_refused_and_change_nothing(String hours) {
        Person person = Person.at(service);
        expect(person.start());
        String before = expect(person.status()).data("expiresAt");

        Reply refused = service.post(
                "/api/v1/onboarding/session/" + person.session() + "/extend",
                "{\"additional_hours\":%s}".formatted(hours));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("\"additional_hours\"");
        assertThat(expect(person.status()).data("expiresAt")).isEqualTo(before);
    }

    @Test
    void a_session_that_was_cancelled_or_superseded_says_so_to_who_only_asks_whether_it_expired() {
        Person person = Person.at(service);
        expect(person.start());
        String first = person.session();
        expect(person.start());

        Reply superseded = expect(service.get("/api/v1/onboarding/session/" + first));
        assertThat(superseded.json().at("/data/is_expired").asBoolean()).isTrue();
        assertThat(superseded.json().at("/data/is_cancelled").asBoolean()).isTrue();
        assertThat(expect(person.status()).json().at("/data/isExpired").asBoolean())
                .isFalse();
        expect(service.call("DELETE", "/api/v1/onboarding/session/" + person.session(), ""));
        assertThat(expect(person.status()).json().at("/data/isExpired").asBoolean())
                .isTrue();
    }

    @Test
    void a_device_is_told_of_its_session_under_way_only_with_the_token_that_it_was_given() {
        Person person = Person.at(service);
        String token = person.onboard().json().at("/data/device_token").asString();
        expect(person.start());
        String path = "/api/v1/onboarding/session/active?device_id=" + person.device();

        JsonNode active =
                expect(service.get(path, "X-Device-Token", token)).json().get("data");
        assertThat(active.get("current_step").asString()).isEqualTo("otp_verification");
        assertThat(active.toString()).doesNotContain(person.session(), person.number());
        assertThat(service.get(path).code()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(service.get(path, "X-Device-Token", "A".repeat(43)).code()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(service.get("/api/v1/onboarding/session/active?device_id=other", "X-Device-Token", token)
                        .code())
                .isEqualTo("SESSION_NOT_FOUND");
        expect(service.call("DELETE", "/api/v1/onboarding/session/" + person.session(), ""));
        assertThat(service.get(path, "X-Device-Token", token).code()).isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void a_client_that_lost_its_sessions_id_starts_again_and_the_lost_session_ends() {
        Person person = Person.at(service);
        String token = person.onboard().json().at("/data/device_token").asString();
        Person lost = person.again(service);
        expect(lost.start());
        Person back = person.again(service);

        expect(back.start());

        assertThat(lost.status().json().at("/data/isExpired").asBoolean()).isTrue();
        String path = "/api/v1/onboarding/session/active?device_id=" + person.device();
        assertThat(service.get(path, "X-Device-Token", token)
                        .json()
                        .at("/data/current_step")
                        .asString())
                .isEqualTo("otp_verification");
        expect(back.verify());
        expect(back.link());
        assertThat(service.get(path, "X-Device-Token", token).status()).isEqualTo(404);
    }

    @Test
    void a_credential_tells_when_and_by_whom_it_was_provisioned_and_lists_tell_their_count() {
        Person person = Person.at(service);
        Instant now = clock.instant();
        Reply linked = person.onboard();
        JsonNode credential = linked.json().at("/data/sip_credentials");

        assertThat(Instant.parse(credential.get("provisioned_at").asString())).isEqualTo(now);
        assertThat(credential.get("provisioned_by").asString()).isEqualTo("owner");
        for (String path : List.of("/api/sip/credentials", "/api/v1/onboarding/sip-credentials")) {
            JsonNode list = expect(service.get(path, bearer(linked))).json().get("data");
            assertThat(list.get("count").asInt()).isEqualTo(1);
            assertThat(list.get("credentials").size()).isEqualTo(1);
        }
        for (String path : List.of("/api/account/sessions", "/api/account/verifications")) {
            assertThat(expect(service.get(path, bearer(linked)))
                            .json()
                            .at("/data/count")
                            .asInt())
                    .isEqualTo(1);
        }
        assertThat(jdbc.queryForObject(
                        "SELECT provisioned_by FROM sip_credential WHERE id = ?::uuid",
                        String.class,
                        credential.get("id").asString()))
                .isEqualTo("owner");
    }

    @Test
    void the_history_has_ids_devices_ends_and_the_owners_own_numbers_whole() {
        Person person = Person.at(service);
        Instant began = clock.instant();
        Reply linked = person.onboard();

        JsonNode session = expect(service.get("/api/account/sessions", bearer(linked)))
                .json()
                .at("/data/sessions/0");
        assertThat(session.get("id").asString()).matches("[0-9a-f]{32}").isNotEqualTo(person.session());
        assertThat(session.get("phoneNumber").asString()).isEqualTo(person.number());
        assertThat(session.get("deviceId").asString()).isEqualTo(person.device());
        assertThat(Instant.parse(session.get("expiresAt").asString())).isEqualTo(began.plus(Duration.ofHours(1)));
        assertThat(session.get("endedAt").isNull()).isTrue();
        JsonNode verification = expect(service.get("/api/v1/account/verifications", bearer(linked)))
                .json()
                .at("/data/verifications/0");
        assertThat(verification.get("phone_number").asString()).isEqualTo(person.number());
        assertThat(verification.get("device_id").asString()).isEqualTo(person.device());
        assertThat(Instant.parse(verification.get("expires_at").asString()))
                .isEqualTo(began.plus(Duration.ofMinutes(10)));
        assertThat(service.get("/api/v1/onboarding/session/" + session.get("id").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_number_that_the_account_gave_up_is_masked_in_its_history() {
        Person person = Person.at(service);
        Reply linked = person.onboard();
        jdbc.update(
                "UPDATE number_holding SET released_at = ?, release_reason = 'moved' WHERE phone_number = ?",
                java.sql.Timestamp.from(clock.instant()),
                person.number());

        for (String path : List.of("/api/account/sessions", "/api/account/verifications")) {
            assertThat(expect(service.get(path, bearer(linked))).body())
                    .doesNotContain(person.number())
                    .contains(person.number().substring(0, 3));
        }
    }
}
