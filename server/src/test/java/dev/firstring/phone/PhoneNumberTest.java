package dev.firstring.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "33612345678",
                "+0612345678",
                "+33612",
                "+1234567890123456",
                "+336 12345678",
                "+33612345678\n"
            })
    void what_is_not_e164_is_no_phone_number(String text) {
        assertThat(PhoneNumber.isE164(text)).isFalse();
        assertThatThrownBy(() -> new PhoneNumber(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+336123", "+123456789012345"})
    void e164_has_six_to_fifteen_digits(String text) {
        assertThat(new PhoneNumber(text).e164()).isEqualTo(text);
    }

    @Test
    void a_number_in_a_log_shows_its_first_three_and_last_two_characters() {
        PhoneNumber number = new PhoneNumber("+33612345678");

        assertThat(number.masked()).isEqualTo("+33*******78");
        assertThat(number).hasToString("+33*******78");
    }

    @Test
    void a_range_is_the_number_without_its_last_four_digits() {
        assertThat(new PhoneNumber("+33612345678").prefix()).isEqualTo("+3361234");
    }
}
