package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** One number in many spellings, through the whole flow. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumbersOfFlowsTest {

    private final SharedService shared = SharedService.wide();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @ParameterizedTest
    @CsvSource({
        "0151 2345 6701, DE, +4915123456701",
        "4915123456702, DE, +4915123456702",
        "011 33 6 39 98 12 03, US, +33639981203",
        "11 2345-6704, AR, +5491123456704",
        "0168 123 4505, VN, +84381234505",
        "tel:06-12-34-56-06;phone-context=+33, , +33612345606",
        "0033612345607, , +33612345607"
    })
    void the_text_that_started_a_session_also_ends_it(String text, String region, String e164) {
        String named = region == null ? "" : ",\"region\":\"" + region + "\"";
        Reply started = expect(post("start", "\"phoneNumber\":\"" + text + "\"" + named));
        String session = "\"sessionId\":\"" + started.data("sessionId") + "\"";
        String number = ",\"phoneNumber\":\"" + text + "\"";
        assertThat(started.data("phoneNumber")).isEqualTo(e164);

        clock.advance(Duration.ofSeconds(61));
        assertThat(expect(post("resend-otp", session + number)).data("phoneNumber"))
                .isEqualTo(e164);
        String code = ",\"otpCode\":\"" + started.data("otpCode") + "\"";
        assertThat(post("verify-otp", session + ",\"phoneNumber\":\"+33612340000\"" + code)
                        .code())
                .isEqualTo("PHONE_MISMATCH");
        assertThat(post("verify-otp", session + ",\"phoneNumber\":\"letters\"" + code)
                        .json()
                        .required("character")
                        .asString())
                .isEqualTo("U+006C LATIN SMALL LETTER L");
        assertThat(expect(post("verify-otp", session + number + code)).data("phoneNumber"))
                .isEqualTo(e164);
        Reply linked = expect(post("link-account", session + ",\"tokenDelivery\":\"body\""));
        assertThat(linked.data("phoneNumber")).isEqualTo(e164);
    }

    @Test
    void the_number_that_a_link_replaces_is_read_with_the_region_of_the_session() {
        Reply first = onboard("0151 2345 6720", "DE", "");
        String token = first.json().at("/data/tokens/accessToken").asString();
        Reply second = onboard("0151 2345 6721", "DE", ",\"replacesPhoneNumber\":\"0151 23456720\"", token);

        assertThat(second.json().at("/data/user/id")).isEqualTo(first.json().at("/data/user/id"));
        assertThat(service.get("/api/account", "Authorization", "Bearer " + token)
                        .body())
                .contains("+4915123456721")
                .doesNotContain("+4915123456720");
    }

    @Test
    void two_spellings_of_one_mobile_are_one_account_and_share_its_limits() {
        Reply first = onboard("+54 11 2345 6730", "", "");
        Reply second = onboard("+54 9 11 2345 6730", "", "");

        assertThat(second.json().at("/data/user/id")).isEqualTo(first.json().at("/data/user/id"));
        for (String spelling : new String[] {"+541123456730", "+54 9 11 2345-6730", "0054 11 2345 6730"}) {
            expect(post("start", "\"phoneNumber\":\"" + spelling + "\""));
        }
        assertThat(post("start", "\"phoneNumber\":\"+5491123456730\"")
                        .json()
                        .required("policy")
                        .asString())
                .isEqualTo("number-hour");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM number_holding WHERE phone_number LIKE '+54%6730'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void what_looks_national_is_refused_without_a_region_and_the_answer_says_how_in_five_languages() {
        for (String language : new String[] {"en", "fr", "de", "es", "ar"}) {
            Reply refused = service.post(
                    "/api/onboarding/start", "{\"phoneNumber\":\"(201) 555-0125\"}", "Accept-Language", language);
            assertThat(refused.code()).isEqualTo("INVALID_PHONE_NUMBER");
            assertThat(refused.json().required("reason").asString()).isEqualTo("region_missing");
            assertThat(refused.json().required("detail").asString())
                    .contains("+33 6 12 34 56 78")
                    .contains("region");
        }
        assertThat(expect(post("start", "\"phoneNumber\":\"(201) 555-0125\",\"region\":\"US\""))
                        .data("phoneNumber"))
                .isEqualTo("+12015550125");
    }

    @Test
    void a_character_that_cannot_be_read_is_named_in_number_and_code() {
        Reply number = post("start", "\"phoneNumber\":\"+33 6 12 34 56 7?\"");
        assertThat(number.json().required("reason").asString()).isEqualTo("unreadable");
        assertThat(number.json().required("detail").asString()).contains("U+003F QUESTION MARK");
        Reply code = post(
                "verify-otp",
                "\"sessionId\":\"" + "A".repeat(32) + "\",\"phoneNumber\":\"+33612345678\",\"otpCode\":\"12345O\"");
        assertThat(code.json().at("/details/0/pointer").asString()).isEqualTo("/otpCode");
        assertThat(code.json().at("/details/0/message").asString()).contains("U+004F LATIN CAPITAL LETTER O");
    }

    @Test
    void nothing_is_sent_to_a_landline_and_the_answer_says_so_and_offers_a_call() {
        int before = messages();
        Reply refused = post("start", "\"phoneNumber\":\"01 42 34 56 40\",\"region\":\"FR\"");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("NUMBER_NOT_ALLOWED");
        assertThat(refused.json().required("reason").asString()).isEqualTo("landline");
        assertThat(refused.json().required("detail").asString()).contains("landline");
        assertThat(refused.json().at("/channels/0").asString()).isEqualTo("voice");
        assertThat(messages()).isEqualTo(before);
        assertThat(jdbc.queryForList("SELECT subject FROM rate_limit WHERE subject = 'number:+33142345640'"))
                .isEmpty();
    }

    @Test
    void a_landline_that_asks_for_a_call_is_called_and_never_gets_an_sms() {
        Reply started =
                expect(post("start", "\"phoneNumber\":\"01 42 34 56 41\",\"region\":\"FR\",\"channel\":\"voice\""));
        String session = "\"sessionId\":\"" + started.data("sessionId") + "\"";
        String number = ",\"phoneNumber\":\"01 42 34 56 41\"";
        assertThat(started.json().at("/data/delivery/channel").asString()).isEqualTo("voice");
        assertThat(started.json().at("/data/nextSms").isNull()).isTrue();
        assertThat(started.json().at("/data/nextCall").asInt()).isEqualTo(60);

        clock.advance(Duration.ofSeconds(61));
        assertThat(post("resend-otp", session + number)
                        .json()
                        .required("reason")
                        .asString())
                .isEqualTo("landline");
        assertThat(expect(post("resend-otp", session + number + ",\"channel\":\"voice\""))
                        .json()
                        .at("/data/delivery/channel")
                        .asString())
                .isEqualTo("voice");
        assertThat(jdbc.query(
                        "SELECT DISTINCT channel FROM message WHERE phone_number = '+33142345641'",
                        (row, _) -> row.getString("channel")))
                .containsExactly("voice");
        expect(post("verify-otp", session + number + ",\"otpCode\":\"" + started.data("otpCode") + "\""));
        expect(post("link-account", session));
    }

    @Test
    void whoever_takes_an_sms_is_not_called_first() {
        Reply started = expect(post("start", "\"phoneNumber\":\"+33612345642\",\"channel\":\"voice\""));
        assertThat(started.json().at("/data/delivery/channel").asString()).isEqualTo("sms");
    }

    @ParameterizedTest
    @CsvSource({
        "+33805123456, toll_free",
        "+33892123456, premium_rate",
        "+33884123456, shared_cost",
        "+443331234567, uan",
        "+447640123456, pager"
    })
    void a_type_that_gets_no_codes_is_refused_and_named(String number, String type) {
        Reply refused = post("start", "\"phoneNumber\":\"" + number + "\"");
        assertThat(refused.code()).isEqualTo("NUMBER_NOT_ALLOWED");
        assertThat(refused.json().required("reason").asString()).isEqualTo("type");
        assertThat(refused.json().required("numberType").asString()).isEqualTo(type);
    }

    private int messages() {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM message", Integer.class);
        return count == null ? 0 : count;
    }

    private Reply onboard(String text, String region, String more, String... token) {
        String named = region.isEmpty() ? "" : ",\"region\":\"" + region + "\"";
        Reply started = expect(post("start", "\"phoneNumber\":\"" + text + "\"" + named));
        String session = "\"sessionId\":\"" + started.data("sessionId") + "\"";
        expect(post(
                "verify-otp",
                session + ",\"phoneNumber\":\"" + text + "\",\"otpCode\":\"" + started.data("otpCode") + "\""));
        return expect(post("link-account", session + ",\"tokenDelivery\":\"body\"" + more, token));
    }

    private Reply post(String operation, String body, String... token) {
        String[] headers = token.length == 0 ? new String[0] : new String[] {"Authorization", "Bearer " + token[0]};
        return service.post("/api/onboarding/" + operation, "{" + body + "}", headers);
    }
}
