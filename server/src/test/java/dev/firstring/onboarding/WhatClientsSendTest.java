package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The flow with bodies as software libraries and forms send them, and what is kept of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatClientsSendTest {

    private final SharedService shared = SharedService.ordinary();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @ParameterizedTest
    @CsvSource({"iOS, ios", "IOS, ios", "Android, android", "ANDROID, android", "Web, web"})
    void the_platform_of_a_device_is_known_whatever_its_case(String sent, String kept) {
        Person person = Person.at(service);
        String body = "{\"phoneNumber\":\"%s\",\"deviceId\":\"platform-%s\",\"devicePlatform\":\"%s\"}"
                .formatted(person.number(), sent, sent);

        Reply started = expect(service.post("/api/onboarding/start", body));

        assertThat(jdbc.queryForObject(
                        "SELECT device_platform FROM onboarding_session WHERE device_id = ?",
                        String.class,
                        "platform-" + sent))
                .isEqualTo(kept);
        assertThat(service.get("/api/onboarding/session", "X-Onboarding-Session", started.data("sessionId"))
                        .data("devicePlatform"))
                .isEqualTo(kept);
    }

    @Test
    void fields_that_may_be_left_out_may_be_empty() {
        Person person = Person.at(service);

        Reply started = expect(service.post("/api/v1/onboarding/start", """
                {"phone_number": "%s", "device_id": "", "device_platform": "", "device_name": " ", "device_token": "",
                 "region": "", "challenge": ""}
                """.formatted(person.number())));
        String session = started.json().at("/data/session_id").asString();
        String code = started.json().at("/data/otp_code").asString();
        expect(service.post(
                "/api/v1/onboarding/verify-otp",
                "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                        .formatted(session, person.number(), code)));
        Reply linked = expect(service.post("/api/v1/onboarding/link-account", """
                {"session_id": "%s", "display_name": "", "token_delivery": "", "replaces_phone_number": ""}
                """.formatted(session)));

        assertThat(linked.json().at("/data/tokens/access_token").asString()).isNotEmpty();
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM onboarding_session WHERE device_id = '' OR device_name <= ' ' OR device_platform = ''",
                        Integer.class))
                .isZero();
    }

    @Test
    void a_region_and_a_channel_have_any_case_and_a_body_may_begin_with_a_byte_order_mark() {
        Reply started = expect(
                service.post("/api/onboarding/start", "\uFEFF{\"phoneNumber\":\"06 39 98 17 17\",\"region\":\"fr\"}"));

        assertThat(started.data("phoneNumber")).isEqualTo("+33639981717");
        Reply called = service.post(
                "/api/onboarding/resend-otp",
                "{\"sessionId\":\"%s\",\"phoneNumber\":\"+33639981717\",\"channel\":\"Voice\"}"
                        .formatted(started.data("sessionId")));
        assertThat(called.body()).doesNotContain("VALIDATION_FAILED");
    }

    @Test
    void tokens_go_where_they_are_wanted_whatever_the_case_of_the_word() {
        Person person = Person.at(service);
        expect(person.start());
        expect(person.verify());

        Reply linked = expect(service.post(
                "/api/onboarding/link-account",
                "{\"sessionId\":\"%s\",\"tokenDelivery\":\"Body\"}".formatted(person.session())));
        Reply renewed = expect(service.post(
                "/api/account/token/refresh",
                "{\"refreshToken\":\"%s\",\"tokenDelivery\":\"BODY\"}"
                        .formatted(linked.json().at("/data/tokens/refreshToken").asString())));

        assertThat(renewed.json().at("/data/accessToken").asString()).isNotEmpty();
        assertThat(expect(service.get(
                                "/api/account",
                                "Authorization",
                                "bearer   "
                                        + renewed.json().at("/data/accessToken").asString()))
                        .status())
                .isEqualTo(200);
    }
}
