package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.phone.NumberPolicy.Verdict.Allowed;
import dev.firstring.phone.NumberPolicy.Verdict.CallOnly;
import dev.firstring.phone.NumberPolicy.Verdict.Reason;
import dev.firstring.phone.NumberPolicy.Verdict.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NumberPolicyTest {

    private static final PhoneNumber FRENCH_MOBILE = new PhoneNumber("+33612345678");
    private static final PhoneNumber FICTITIOUS = new PhoneNumber("+447700900123");

    @Test
    void a_mobile_number_is_allowed_by_default() {
        assertThat(policy(Map.of()).judge(FRENCH_MOBILE)).isEqualTo(new Allowed(false));
    }

    @Test
    void a_country_is_denied_or_monitored_by_its_own_rule() {
        NumberPolicy policy = policy(Map.of("countries.rules.FR", "deny", "countries.rules.de", "monitor"));

        assertThat(policy.judge(FRENCH_MOBILE)).isEqualTo(new Refused(Reason.COUNTRY));
        assertThat(policy.judge(new PhoneNumber("+4915112345678"))).isEqualTo(new Allowed(true));
        assertThat(policy.judge(new PhoneNumber("+37060112345"))).isEqualTo(new Allowed(false));
    }

    @Test
    void numbers_in_a_range_of_the_operators_file_are_refused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ranges.txt"), """
                # disposable numbers, seen in February
                +33 612 34      # all of a reseller
                37060

                """);
        NumberPolicy policy = policy(Map.of("refused-ranges", file.toString()));

        assertThat(policy.judge(FRENCH_MOBILE)).isEqualTo(new Refused(Reason.RANGE));
        assertThat(policy.judge(new PhoneNumber("+33612445678"))).isEqualTo(new Allowed(false));
        assertThat(policy.judge(new PhoneNumber("+37060112345"))).isEqualTo(new Refused(Reason.RANGE));
    }

    @Test
    void a_file_of_ranges_that_is_none_stops_the_start_with_the_line(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ranges.txt"), "+33612\n0033700\n");

        assertThatThrownBy(() -> policy(Map.of("refused-ranges", file.toString())))
                .hasMessageContaining("line 2 of " + file + " is no prefix");
        assertThatThrownBy(() -> policy(
                        Map.of("refused-ranges", directory.resolve("none").toString())))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void a_country_without_a_rule_follows_the_default() {
        NumberPolicy policy = policy(Map.of("countries.default", "deny", "countries.rules.FR", "allow"));

        assertThat(policy.judge(FRENCH_MOBILE)).isEqualTo(new Allowed(false));
        assertThat(policy.judge(new PhoneNumber("+4915112345678"))).isEqualTo(new Refused(Reason.COUNTRY));
    }

    @Test
    void countries_that_share_a_code_have_rules_of_their_own() {
        NumberPolicy policy = policy(Map.of("countries.rules.CA", "deny"));

        assertThat(policy.judge(new PhoneNumber("+14165551234"))).isEqualTo(new Refused(Reason.COUNTRY));
        assertThat(policy.judge(new PhoneNumber("+12125551234"))).isEqualTo(new Allowed(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33892123456", // premium rate
                "+33884123456", // shared cost
                "+33805123456", // toll free
                "+447640123456", // pager
                "+443331234567", // UAN
                "+33912345678" // VoIP
            })
    void types_that_get_no_codes_are_refused(String e164) {
        assertThat(policy(Map.of()).judge(new PhoneNumber(e164))).isEqualTo(new Refused(Reason.TYPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+33142345678", "+493012345678", "+390612345678", "+551123456789", "+442079461234"})
    void a_landline_takes_a_call_and_no_sms(String e164) {
        assertThat(policy(Map.of()).judge(new PhoneNumber(e164))).isEqualTo(new CallOnly(false));
        assertThat(policy(Map.of("countries.default", "monitor")).judge(new PhoneNumber(e164)))
                .isEqualTo(new CallOnly(true));
        assertThat(policy(Map.of("refused-types", "fixed-line")).judge(new PhoneNumber(e164)))
                .isEqualTo(new Refused(Reason.LANDLINE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12125551234", "+525512345678", "+2908999"})
    void where_the_plan_does_not_tell_landlines_apart_an_sms_is_sent(String e164) {
        assertThat(policy(Map.of()).judge(new PhoneNumber(e164))).isEqualTo(new Allowed(false));
    }

    @Test
    void voip_is_allowed_by_setting() {
        assertThat(policy(Map.of("voip", "allow")).judge(new PhoneNumber("+33912345678")))
                .isEqualTo(new Allowed(false));
    }

    @Test
    void fixed_lines_are_refused_by_setting_and_premium_numbers_still_are() {
        PhoneNumber fixed = new PhoneNumber("+33142345678");
        NumberPolicy strict = policy(Map.of("refused-types", "fixed-line"));

        assertThat(policy(Map.of()).judge(fixed)).isEqualTo(new CallOnly(false));
        assertThat(strict.judge(fixed)).isEqualTo(new Refused(Reason.LANDLINE));
        assertThat(strict.judge(new PhoneNumber("+33892123456"))).isEqualTo(new Refused(Reason.TYPE));
    }

    @Test
    void a_fictitious_number_is_allowed_only_while_messages_stay_in_the_inbox() {
        NumberSettings settings = settings(Map.of());

        assertThat(new NumberPolicy(new PhoneNumbers(), settings, () -> true).judge(FICTITIOUS))
                .isEqualTo(new Allowed(false));
        assertThat(new NumberPolicy(new PhoneNumbers(), settings, () -> false).judge(FICTITIOUS))
                .isEqualTo(new Refused(Reason.FICTITIOUS));
        assertThat(new NumberPolicy(new PhoneNumbers(), settings(Map.of("fictitious", "refuse")), () -> true)
                        .judge(FICTITIOUS))
                .isEqualTo(new Refused(Reason.FICTITIOUS));
    }

    @Test
    void a_rule_for_a_country_that_does_not_exist_is_refused_at_start() {
        assertThatThrownBy(() -> policy(Map.of("countries.rules.UK", "deny")))
                .hasMessageContaining("firstring.numbers.countries.rules.UK")
                .hasMessageContaining("ISO 3166");
    }

    @Test
    void refusing_mobile_numbers_is_refused_at_start() {
        assertThatThrownBy(() -> policy(Map.of("refused-types", "mobile")))
                .hasStackTraceContaining("firstring.numbers.refused-types must not hold MOBILE");
    }

    private static NumberPolicy policy(Map<String, String> values) {
        return new NumberPolicy(new PhoneNumbers(), settings(values), () -> false);
    }

    static NumberSettings settings(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put("firstring.numbers." + name, value));
        return new Binder(source).bindOrCreate("firstring.numbers", NumberSettings.class);
    }
}
