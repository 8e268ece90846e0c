package dev.firstring.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.texts.MessageText.DevicePlatform;
import dev.firstring.messaging.texts.MessageText.Segments;
import dev.firstring.verification.Otp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final Otp CODE = new Otp("123456");
    private static final String HASH = "FA+9qCX9VSu";

    private final MessageText text = new MessageText(new TextSettings("Example", "example.org", HASH, null));

    @Test
    void a_message_to_the_web_ends_with_the_line_that_binds_the_code_to_the_host() {
        String expected = "Your Example code is 123456. Never share it.\n@example.org #123456";

        assertThat(text.compose(CODE, Channel.SMS, Locale.ENGLISH, DevicePlatform.WEB))
                .isEqualTo(expected);
        assertThat(text.compose(CODE, Channel.SMS, Locale.ENGLISH, DevicePlatform.IOS))
                .isEqualTo(expected);
    }

    @Test
    void a_message_to_android_ends_with_the_hash_of_the_app() {
        assertThat(text.compose(CODE, Channel.SMS, Locale.ENGLISH, DevicePlatform.ANDROID))
                .isEqualTo("Your Example code is 123456. Never share it.\n" + HASH);
    }

    @Test
    void a_message_to_others_ends_with_its_text() {
        assertThat(text.compose(CODE, Channel.SMS, Locale.FRENCH, null))
                .isEqualTo("Votre code Example est 123456. Ne le partagez jamais.");
    }

    @Test
    void without_settings_no_line_is_added() {
        MessageText bare = new MessageText(new TextSettings("Example", null, null, null));

        for (DevicePlatform platform : DevicePlatform.values()) {
            assertThat(bare.compose(CODE, Channel.SMS, Locale.ENGLISH, platform))
                    .doesNotContain("\n");
        }
    }

    @Test
    void a_call_reads_the_digits_one_by_one_and_twice() {
        assertThat(text.compose(CODE, Channel.VOICE, Locale.ENGLISH, DevicePlatform.WEB))
                .isEqualTo("Hello. Your Example code is:\n1, 2, 3, 4, 5, 6.\nAgain, your code is:\n1, 2, 3, 4, 5, 6.\n"
                        + "Goodbye.");
    }

    @Test
    void a_language_without_texts_gets_english_and_a_country_its_language() {
        String english = text.compose(CODE, Channel.SMS, Locale.ENGLISH, null);

        assertThat(text.compose(CODE, Channel.SMS, Locale.forLanguageTag("tlh"), null))
                .isEqualTo(english);
        assertThat(text.compose(CODE, Channel.SMS, Locale.ROOT, null)).isEqualTo(english);
        assertThat(text.compose(CODE, Channel.SMS, Locale.CANADA_FRENCH, null))
                .isEqualTo(text.compose(CODE, Channel.SMS, Locale.FRENCH, null));
    }

    @Test
    void every_language_and_client_gets_one_segment_with_the_longest_settings() {
        String host = "a".repeat(60) + ".org";
        MessageText longest = new MessageText(new TextSettings("N".repeat(30), host, HASH, null));

        assertThat(longest.languages())
                .containsExactlyInAnyOrder(
                        "en", "fr", "de", "es", "ar", "pt", "it", "nl", "pl", "ru", "uk", "tr", "ro", "el", "cs", "sv",
                        "da", "hi", "zh", "ja");
        for (String tag : longest.languages()) {
            for (DevicePlatform platform : DevicePlatform.values()) {
                String sms = longest.compose(CODE, Channel.SMS, Locale.forLanguageTag(tag), platform);
                assertThat(Segments.of(sms).count()).as(sms).isEqualTo(1);
                if (platform == DevicePlatform.ANDROID) {
                    assertThat(sms.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(140);
                }
            }
        }
    }

    @Test
    void every_language_has_a_sentence_of_its_own_for_an_app_and_a_host_of_usual_length() {
        MessageText usual = new MessageText(new TextSettings("Firstring", "example.org", HASH, null));

        Set<String> all = new HashSet<>();
        for (String tag : usual.languages()) {
            for (DevicePlatform platform : DevicePlatform.values()) {
                String sms = usual.compose(CODE, Channel.SMS, Locale.forLanguageTag(tag), platform);
                assertThat(Segments.of(sms).count()).as(sms).isEqualTo(1);
                assertThat(sms)
                        .contains("123456", "Firstring")
                        .doesNotContain("{")
                        .doesNotStartWith("Firstring: 123456");
                all.add(platform + sms);
            }
            String call = usual.compose(CODE, Channel.VOICE, Locale.forLanguageTag(tag), null);
            assertThat(call.split("1, 2, 3, 4, 5, 6", -1)).as(call).hasSize(3);
            assertThat(call.lines()).hasSize(5);
        }
        assertThat(all).hasSize(usual.languages().size() * DevicePlatform.values().length);
    }

    @Test
    void where_the_sentence_is_too_longerthe_message_is_the_name_and_the_code() {
        MessageText longer =
                new MessageText(new TextSettings("Firstring", "accounts.our-company.example.org", null, null));

        assertThat(longer.compose(CODE, Channel.SMS, Locale.forLanguageTag("ru"), DevicePlatform.WEB))
                .isEqualTo("Firstring: 123456\n@accounts.our-company.example.org #123456");
    }

    @Test
    void an_operators_own_texts_stand_for_those_of_the_program_and_add_languages(@TempDir Path own) throws IOException {
        Files.writeString(own.resolve("en.properties"), "sms = {code} is for {app}\nvoice = {digits}\n");
        Files.writeString(own.resolve("eo.properties"), "sms = Via kodo de {app}: {code}\nvoice = Kodo: {digits}\n");
        MessageText text = new MessageText(new TextSettings("Example", null, null, own));

        assertThat(text.compose(CODE, Channel.SMS, Locale.ENGLISH, null)).isEqualTo("123456 is for Example");
        assertThat(text.compose(CODE, Channel.SMS, Locale.forLanguageTag("eo"), null))
                .isEqualTo("Via kodo de Example: 123456");
        assertThat(text.nearest(List.of(Locale.forLanguageTag("tlh"), Locale.forLanguageTag("eo-XX"))))
                .isEqualTo(Locale.forLanguageTag("eo-XX"));

        Files.writeString(own.resolve("eo.properties"), "sms = no code\nvoice = {digits}\n");
        assertThatThrownBy(() -> new MessageText(new TextSettings("Example", null, null, own)))
                .hasMessageContaining("eo.properties");
        assertThatThrownBy(() -> new MessageText(new TextSettings("Example", null, null, own.resolve("none"))))
                .hasMessageContaining("firstring.messaging.texts");
    }

    @Test
    void settings_that_would_need_a_second_segment_are_refused_at_start() {
        assertThatThrownBy(() ->
                        new MessageText(new TextSettings("Ñandú Téléphonie", "a".repeat(36) + ".org", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than one SMS (UCS_2)")
                .hasMessageContaining("firstring.messaging.app-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{code}", "two\nlines", "1234567890123456789012345678901"})
    void a_bad_name_is_refused_at_start(String name) {
        assertThatThrownBy(() -> new TextSettings(name, null, null, null)).hasMessageContaining("app-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://example.org", "example.org:443", "Example.org", "-a.org", "a..org", "a/b", "a b"})
    void a_bad_host_is_refused_at_start(String host) {
        assertThatThrownBy(() -> new TextSettings("Example", host, null, null)).hasMessageContaining("web-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "123456789012", "12345 78901"})
    void a_bad_hash_is_refused_at_start(String hash) {
        assertThatThrownBy(() -> new TextSettings("Example", null, hash, null)).hasMessageContaining("android-hash");
    }

    @Test
    void every_language_tells_of_a_change_in_its_own_words_in_one_segment_without_a_link() {
        MessageText text = new MessageText(new TextSettings("Firstring", null, null, null));
        String english = text.changed("1234", Locale.ENGLISH);
        for (String tag : text.languages()) {
            String told = text.changed("1234", Locale.forLanguageTag(tag));

            assertThat(Segments.of(told).count()).as(tag).isEqualTo(1);
            assertThat(told).as(tag).contains("Firstring", "1234").doesNotContain("http", "{");
            if (!tag.equals("en")) {
                assertThat(told).as(tag).isNotEqualTo(english);
            }
        }
    }
}
