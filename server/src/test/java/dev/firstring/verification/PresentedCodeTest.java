package dev.firstring.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedCodeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456",
                " 123456 ",
                "123 456",
                "123-456",
                "1 2 3 4 5 6",
                "123\u00A0456",
                "123\u2013456",
                "١٢٣٤٥٦",
                "۱۲۳۴۵۶",
                "１２３４５６",
                "\u200E123456\u200F",
                "१२३४५६",
                "\u202D123456\u202C",
                "\u2068123456\u2069",
                "1\u200B2\u200C3\u200D4\u20605\uFEFF6",
                "1\uFE0F\u20E32\uFE0F\u20E33\uFE0F\u20E34\uFE0F\u20E35\uFE0F\u20E36\uFE0F\u20E3",
                "123\u2028456\u2029",
                "123\u1806456",
                "\u00AB123\u00AD456\u00BB",
                "(123) [456].",
                "𝟏𝟐𝟑𝟒𝟓𝟔"
            })
    void a_code_is_read_however_people_type_and_paste_it(String text) {
        assertThat(Otp.Presented.read(text)).isEqualTo(new Otp.Presented.Read(new Otp("123456")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12345",
                "123456789",
                "12345a",
                "123456;DROP",
                "+123456",
                "12\u00004567",
                "①②③④⑤⑥",
                "½23456"
            })
    void what_is_no_code_is_not_read(String text) {
        assertThat(Otp.Presented.read(text)).isNotInstanceOf(Otp.Presented.Read.class);
    }

    @ParameterizedTest
    @CsvSource({
        "12345a,U+0061 LATIN SMALL LETTER A",
        "G-123456,U+0047 LATIN CAPITAL LETTER G",
        "12\u00004567,U+0000 NULL",
        "+123456,U+002B PLUS SIGN",
        "①②③④⑤⑥,U+2460 CIRCLED DIGIT ONE",
        "😀123456,U+1F600 GRINNING FACE"
    })
    void what_cannot_be_read_is_named(String text, String character) {
        assertThat(Otp.Presented.read(text)).isEqualTo(new Otp.Presented.Strange(character));
    }

    @Test
    void a_very_long_text_is_not_looked_at() {
        assertThat(Otp.Presented.read(" ".repeat(59) + "123456")).isEqualTo(new Otp.Presented.NoCode());
        assertThat(Otp.Presented.read(" ".repeat(58) + "123456")).isEqualTo(new Otp.Presented.Read(new Otp("123456")));
    }

    @Test
    void no_text_whatsoever_makes_the_reading_fail() {
        Random random = new Random(7);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int i = 0; i < length; i++) {
                text.append((char) random.nextInt(0x10000));
            }
            if (Otp.Presented.read(text.toString()) instanceof Otp.Presented.Read(Otp code)) {
                assertThat(code.reveal()).matches("[0-9]{6,8}");
            }
        }
    }
}
