package dev.firstring.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.texts.MessageText.Segments;
import dev.firstring.messaging.texts.MessageText.Segments.Encoding;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    @Test
    void a_gsm_text_has_160_septets_in_one_segment_and_153_in_each_of_more() {
        assertThat(Segments.of("")).isEqualTo(new Segments(Encoding.GSM_7, 0, 0));
        assertThat(Segments.of("@£$¥èéùìòÇ")).isEqualTo(new Segments(Encoding.GSM_7, 10, 1));
        assertThat(Segments.of("a".repeat(160))).isEqualTo(new Segments(Encoding.GSM_7, 160, 1));
        assertThat(Segments.of("a".repeat(161))).isEqualTo(new Segments(Encoding.GSM_7, 161, 2));
        assertThat(Segments.of("a".repeat(306)).count()).isEqualTo(2);
        assertThat(Segments.of("a".repeat(307)).count()).isEqualTo(3);
    }

    @Test
    void characters_of_the_extension_table_take_two_septets() {
        assertThat(Segments.of("€".repeat(80))).isEqualTo(new Segments(Encoding.GSM_7, 160, 1));
        assertThat(Segments.of("€".repeat(80) + "a").count()).isEqualTo(2);
    }

    @Test
    void an_escaped_character_is_not_cut_in_two() {
        // Each segment of 153 holds 76 of them and one septet stays free: 77 + 76 do not fit into two.
        assertThat(Segments.of("€".repeat(152)).count()).isEqualTo(2);
        assertThat(Segments.of("€".repeat(153)).count()).isEqualTo(3);
    }

    @Test
    void one_other_character_puts_the_whole_text_into_ucs_2() {
        assertThat(Segments.of("ê" + "a".repeat(69))).isEqualTo(new Segments(Encoding.UCS_2, 70, 1));
        assertThat(Segments.of("ê" + "a".repeat(70))).isEqualTo(new Segments(Encoding.UCS_2, 71, 2));
        assertThat(Segments.of("ê" + "a".repeat(134)).count()).isEqualTo(3);
    }

    @Test
    void a_surrogate_pair_is_not_cut_in_two() {
        // 67 units hold 33 pairs, so 67 pairs need a third segment though 134 units would fit two.
        assertThat(Segments.of("😀".repeat(67))).isEqualTo(new Segments(Encoding.UCS_2, 134, 3));
    }
}
