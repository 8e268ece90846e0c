package dev.firstring.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {

    @Test
    void blanks_around_a_name_are_dropped() {
        assertThat(new DisplayName(" \t Ada Lovelace\n").value()).isEqualTo("Ada Lovelace");
    }

    @Test
    void a_name_has_one_form_however_it_was_typed() {
        assertThat(new DisplayName("Zoe\u0308")).isEqualTo(new DisplayName("Zo\u00eb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Zoë", "王小明", "محمد", "O'Neil <x> \"q\" & co", "👩‍👩‍👧"})
    void names_of_all_scripts_are_kept_as_they_are(String name) {
        assertThat(new DisplayName(name).value()).isEqualTo(name);
    }

    @Test
    void a_name_has_at_most_a_hundred_characters_counted_as_people_count() {
        assertThat(new DisplayName("😀".repeat(100)).value()).hasSize(200);
        assertThatThrownBy(() -> new DisplayName("😀".repeat(101))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DisplayName("a".repeat(101))).hasMessage("a display name has 1 to 100 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u00a0\u200b",
                "a\u0000b",
                "a\r\nb",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\u2066b",
                "a\uffffb",
                "a\ud800b"
            })
    void what_could_break_a_header_a_document_or_a_line_is_no_name(String text) {
        assertThatThrownBy(() -> new DisplayName(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(DisplayName.parse(text)).isEmpty();
    }

    @Test
    void a_missing_text_is_no_name() {
        assertThat(DisplayName.parse(null)).isEmpty();
    }

    @Test
    void a_name_does_not_show_itself_in_a_log() {
        assertThat(new DisplayName("Ada").toString()).doesNotContain("Ada");
    }
}
