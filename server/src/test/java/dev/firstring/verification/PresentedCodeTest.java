package dev.firstring.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "१२३४५६"
            })
    void a_code_is_read_however_people_type_and_paste_it(String text) {
        assertThat(PresentedCode.read(text)).contains(new Otp("123456"));
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
        assertThat(PresentedCode.read(text)).isEmpty();
    }

    @Test
    void a_very_long_text_is_not_looked_at() {
        assertThat(PresentedCode.read(" ".repeat(59) + "123456")).isEmpty();
        assertThat(PresentedCode.read(" ".repeat(58) + "123456")).contains(new Otp("123456"));
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
            PresentedCode.read(text.toString())
                    .ifPresent(otp -> assertThat(otp.reveal()).matches("[0-9]{6,8}"));
        }
    }
}
