package dev.firstring.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    record Name(@CleanText(max = 5) String text) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "A B",
                "12345",
                "😀😀😀😀😀",
                "e\u0301e\u0301e\u0301e\u0301e\u0301",
                "ا ب",
                "👩‍💻",
                "a\u200Db"
            })
    void ordinary_text_of_every_script_passes(String text) {
        assertThat(fault(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00A0", "\u200B\u200B", "\u3000", "\uFEFF"})
    void text_that_shows_nothing_is_blank(String text) {
        assertThat(fault(text)).isEqualTo("field.blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\u0000",
                "a\u007F",
                "a\u0085",
                "a\u2028",
                "a\u2029",
                "a\u202Eb",
                "a\u2066b",
                "a\u2069",
                "a\uFFFE",
                "a\uD83F\uDFFF"
            })
    void control_characters_and_overrides_of_direction_do_not(String text) {
        assertThat(fault(text)).isEqualTo("field.control-characters");
    }

    @Test
    void a_surrogate_without_its_other_half_does_not() {
        assertThat(fault("a" + (char) 0xD800)).isEqualTo("field.control-characters");
        assertThat(fault((char) 0xDC00 + "a")).isEqualTo("field.control-characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "😀😀😀😀😀😀"})
    void length_is_counted_in_code_points(String text) {
        assertThat(fault(text)).isEqualTo("field.too-long");
    }

    @Test
    void no_text_is_not_its_business() {
        assertThat(fault(null)).isNull();
    }

    private static String fault(String text) {
        return VALIDATOR.validate(new Name(text)).stream()
                .map(ConstraintViolation::getMessageTemplate)
                .findFirst()
                .orElse(null);
    }
}
