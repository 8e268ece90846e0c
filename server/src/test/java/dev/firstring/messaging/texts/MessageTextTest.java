package dev.firstring.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.DevicePlatform;
import dev.firstring.verification.Otp;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final Otp CODE = new Otp("123456");
    private static final String HASH = "FA+9qCX9VSu";

    private final MessageText text = new MessageText(new TextSettings("Example", "example.org", HASH));

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
        MessageText bare = new MessageText(new TextSettings("Example", null, null));

        for (DevicePlatform platform : DevicePlatform.values()) {
            assertThat(bare.compose(CODE, Channel.SMS, Locale.ENGLISH, platform))
                    .doesNotContain("\n");
        }
    }

    @Test
    void a_call_reads_the_digits_one_by_one_and_twice() {
        assertThat(text.compose(CODE, Channel.VOICE, Locale.ENGLISH, DevicePlatform.WEB))
                .isEqualTo("Hello. Your Example code is: 1, 2, 3, 4, 5, 6. Again, your code is: 1, 2, 3, 4, 5, 6."
                        + " Goodbye.");
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
        MessageText longest = new MessageText(new TextSettings("N".repeat(30), host, HASH));

        assertThat(longest.languages()).contains("en", "fr");
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
    void settings_that_would_need_a_second_segment_are_refused_at_start() {
        assertThatThrownBy(() -> new MessageText(new TextSettings("Ñandú Téléphonie", "accounts.example.org", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than one SMS (UCS_2)")
                .hasMessageContaining("firstring.messaging.app-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{code}", "two\nlines", "1234567890123456789012345678901"})
    void a_bad_name_is_refused_at_start(String name) {
        assertThatThrownBy(() -> new TextSettings(name, null, null)).hasMessageContaining("app-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://example.org", "example.org:443", "Example.org", "-a.org", "a..org", "a/b", "a b"})
    void a_bad_host_is_refused_at_start(String host) {
        assertThatThrownBy(() -> new TextSettings("Example", host, null)).hasMessageContaining("web-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "123456789012", "12345 78901"})
    void a_bad_hash_is_refused_at_start(String hash) {
        assertThatThrownBy(() -> new TextSettings("Example", null, hash)).hasMessageContaining("android-hash");
    }
}
