package dev.firstring.onboarding;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the first contract had, and what clients written against it rely on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoundingContractTest {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database).clock(clock).start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

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

    @Test
    void a_field_without_a_value_is_null_in_both_spellings_for_every_property_of_the_document() {
        JsonNode document = service.get("/openapi").json();
        List<String> faults = new ArrayList<>();
        for (String root : List.of("/api", "/api/v1")) {
            boolean snake = root.equals("/api/v1");
            Person person = Person.at(service);
            String number = snake ? "phone_number" : "phoneNumber";
            String id = snake ? "session_id" : "sessionId";
            Reply started = expect(
                    service.post(root + "/onboarding/start", "{\"%s\":\"%s\"}".formatted(number, person.number())));
            compare(document, root + "/onboarding/start", "post", started, faults);
            String session = started.data(id);
            String status = root + "/onboarding/session" + (snake ? "/" + session : "?sessionId=" + session);
            String documented = root + "/onboarding/session" + (snake ? "/{session_id}" : "");
            compare(document, documented, "get", expect(service.get(status)), faults);
            compare(
                    document,
                    root + "/onboarding/verify-otp",
                    "post",
                    expect(service.post(
                            root + "/onboarding/verify-otp",
                            "{\"%s\":\"%s\",\"%s\":\"%s\",\"%s\":\"%s\"}"
                                    .formatted(
                                            id,
                                            session,
                                            number,
                                            person.number(),
                                            snake ? "otp_code" : "otpCode",
                                            started.data(snake ? "otp_code" : "otpCode")))),
                    faults);
            Reply linked = expect(service.post(
                    root + "/onboarding/link-account",
                    "{\"%s\":\"%s\",\"%s\":\"body\"}"
                            .formatted(id, session, snake ? "token_delivery" : "tokenDelivery")));
            compare(document, root + "/onboarding/link-account", "post", linked, faults);
            String[] bearer = {
                "Authorization",
                "Bearer "
                        + linked.json()
                                .at("/data/tokens/" + (snake ? "access_token" : "accessToken"))
                                .asString()
            };
            for (String path : List.of(
                    "/account", "/account/sessions", "/account/verifications", "/sip/credentials", "/sip/health")) {
                compare(document, root + path, "get", expect(service.get(root + path, bearer)), faults);
            }
            String credential = linked.json()
                    .at("/data/" + (snake ? "sip_credentials" : "sipCredentials") + "/id")
                    .asString();
            compare(
                    document,
                    root + "/sip/credentials/{id}",
                    "get",
                    expect(service.get(root + "/sip/credentials/" + credential, bearer)),
                    faults);
            compare(
                    document,
                    root + "/sip/credentials/{id}/registration",
                    "get",
                    expect(service.get(root + "/sip/credentials/" + credential + "/registration", bearer)),
                    faults);
        }
        assertThat(faults).isEmpty();
    }

    private static void compare(JsonNode document, String path, String method, Reply reply, List<String> faults) {
        JsonNode schema = document.path("paths").path(path).path(method);
        if (schema.isMissingNode()) {
            faults.add(method + " " + path + " is not documented");
            return;
        }
        JsonNode data = schema.at("/responses/200/content/application~1json/schema/properties/data");
        compare(document, method + " " + path, data, reply.json().get("data"), faults);
    }

    private static void compare(JsonNode document, String where, JsonNode schema, JsonNode value, List<String> faults) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
        if (value.isArray()) {
            value.forEach(entry -> compare(document, where + "[]", resolved.path("items"), entry, faults));
        }
        if (!value.isObject()) {
            return;
        }
        for (JsonNode part : resolved.path("allOf")) {
            compare(document, where, part, value, faults);
        }
        resolved.path("properties").properties().forEach(property -> {
            if (!value.has(property.getKey())) {
                faults.add(where + "." + property.getKey() + " is absent");
            } else {
                compare(
                        document,
                        where + "." + property.getKey(),
                        property.getValue(),
                        value.get(property.getKey()),
                        faults);
            }
        });
    }
}
