package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestNumbersTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+12025550123");

    @Test
    void a_test_number_works_until_the_end_of_its_last_day() {
        TestNumbers numbers = numbers(Map.of());

        assertThat(numbers.lookup(NUMBER, Instant.parse("2026-06-30T23:59:59Z")))
                .hasValueSatisfying(test -> assertThat(test.code().reveal()).isEqualTo("123456"));
        assertThat(numbers.lookup(NUMBER, Instant.parse("2026-07-01T00:00:00Z")))
                .isEmpty();
        assertThat(numbers.lookup(new PhoneNumber("+12025550124"), Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void its_code_is_not_shown() {
        TestNumbers numbers = numbers(Map.of());

        assertThat(numbers.lookup(NUMBER, Instant.EPOCH).orElseThrow().toString())
                .doesNotContain("123456");
        assertThat(NumberPolicyTest.settings(settings(Map.of())).toString()).doesNotContain("123456");
    }

    @Test
    void a_number_in_an_old_form_is_found_under_its_canonical_one() {
        TestNumbers numbers = numbers(Map.of("test[0].number", "+22997123456"));

        assertThat(numbers.lookup(new PhoneNumber("+2290197123456"), Instant.EPOCH))
                .isPresent();
    }

    @Test
    void bad_settings_are_refused_at_start_and_named() {
        assertThatThrownBy(() -> numbers(Map.of("test[0].code", "12345")))
                .hasMessage("firstring.numbers.test[0].code must be six digits.");
        assertThatThrownBy(() -> numbers(Map.of("test[0].number", "2025550123")))
                .hasMessageContaining("firstring.numbers.test[0].number must begin with +");
        assertThatThrownBy(() -> numbers(Map.of("test[0].number", "+1202")))
                .hasMessageContaining("firstring.numbers.test[0].number is not a phone number (TOO_SHORT)");
        assertThatThrownBy(() -> numbers(Map.of(
                        "test[1].number", "+12025550123", "test[1].code", "654321", "test[1].until", "2026-06-30")))
                .hasMessageContaining("firstring.numbers.test[1].number is the same number");
    }

    private static TestNumbers numbers(Map<String, String> changes) {
        return new TestNumbers(new PhoneNumbers(), NumberPolicyTest.settings(settings(changes)));
    }

    private static Map<String, String> settings(Map<String, String> changes) {
        Map<String, String> values = new HashMap<>(
                Map.of("test[0].number", "+12025550123", "test[0].code", "123456", "test[0].until", "2026-06-30"));
        values.putAll(changes);
        return values;
    }
}
