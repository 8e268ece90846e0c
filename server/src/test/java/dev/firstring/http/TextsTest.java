package dev.firstring.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of errors against the bundles of texts. */
class TextsTest {

    private static final Set<String> FIELDS = Set.of(
            "field.required",
            "field.type",
            "field.blank",
            "field.too-long",
            "field.too-short",
            "field.control-characters",
            "field.pattern",
            "field.choice",
            "field.min",
            "field.max",
            "field.invalid",
            "wait.seconds",
            "wait.minutes",
            "wait.hours");

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void every_error_has_a_title_and_a_detail_and_there_is_nothing_else(String language) {
        Set<String> expected = new TreeSet<>(FIELDS);
        Arrays.stream(ErrorCode.values())
                .flatMap(code -> Stream.of(code.name() + ".title", code.name() + ".detail"))
                .forEach(expected::add);

        assertThat(new TreeSet<>(bundle("problems", language).stringPropertyNames()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"problems", "messages"})
    void both_languages_say_the_same_things_in_other_words(String bundle) {
        Properties english = bundle(bundle, "en");
        Properties french = bundle(bundle, "fr");

        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        english.stringPropertyNames()
                .forEach(key -> assertThat(french.getProperty(key))
                        .as(key)
                        .isNotBlank()
                        .isNotEqualTo(english.getProperty(key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"problems_en", "problems_fr", "messages_en", "messages_fr"})
    void every_text_is_a_pattern_without_quotes_and_ends_as_a_sentence(String file) {
        int split = file.indexOf('_');
        Properties bundle = bundle(file.substring(0, split), file.substring(split + 1));
        bundle.stringPropertyNames().forEach(key -> {
            String text = bundle.getProperty(key);
            assertThat(new MessageFormat(text, Locale.ENGLISH).toPattern())
                    .as(key)
                    .isNotBlank();
            assertThat(text).as(key).doesNotContain("'");
            if (!key.endsWith(".title") && !key.startsWith("wait.")) {
                assertThat(text).as(key).endsWith(".");
            }
        });
    }

    private static Properties bundle(String name, String language) {
        Properties properties = new Properties();
        Path file = Path.of("src/main/resources", name + "_" + language + ".properties");
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return properties;
    }
}
