package dev.firstring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.TextBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The texts of the pages, the languages against each other and against the texts of answers. */
class WebTextsTest {

    static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ar");

    private static final String FOLDER = "dev/firstring/web/texts";

    @Test
    void pages_are_there_in_five_languages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources", FOLDER))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            LANGUAGES.stream().map(WebTextsTest::file).toList());
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_language_says_all_that_english_says_with_the_same_places(String language) {
        page(language).mustMatch(page("en"));
    }

    /** Single words may be the same in two languages, such as a code and a domain. */
    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "es", "ar"})
    void no_sentence_was_left_in_english(String language) {
        TextBundle english = page("en");
        TextBundle other = page(language);
        assertThat(other.keys().stream().filter(key -> english.text(key).contains(" ")))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(other.text(key)).as(key).isNotEqualTo(english.text(key)));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void pages_and_answers_say_a_time_in_the_same_words(String language) {
        TextBundle answers = TextBundle.read("problems_" + language + ".properties", Locale.forLanguageTag(language));
        for (String unit : List.of("seconds", "minutes", "hours")) {
            assertThat(page(language).text("time." + unit)).isEqualTo(answers.text("wait." + unit));
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void the_word_that_ends_an_account_is_one_word_in_capitals(String language) {
        String word = page(language).text("account.delete-word");
        assertThat(word).matches("\\p{L}+").isEqualTo(word.toUpperCase(Locale.forLanguageTag(language)));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 0, No tries left.",
        "en, 1, One try left.",
        "en, 2, 2 tries left.",
        "fr, 1, Il reste un essai.",
        "fr, 2, Il reste 2 essais.",
        "de, 1, Noch ein Versuch.",
        "de, 2, Noch 2 Versuche.",
        "es, 1, Queda un intento.",
        "es, 2, Quedan 2 intentos.",
        "ar, 0, لم تبقَ أي محاولة.",
        "ar, 1, بقيت محاولة واحدة.",
        "ar, 2, بقيت محاولتان.",
        "ar, 3, بقيت 3 محاولات.",
        "ar, 11, بقيت 11 محاولة.",
        "it, 2, 2 tries left."
    })
    void tries_left_agree_with_their_number(String language, int left, String said) {
        assertThat(source().getMessage("code.attempts", new Object[] {left}, Locale.forLanguageTag(language)))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "en, You can ask for another SMS in 2 minutes.",
        "fr, Vous pourrez demander un autre SMS dans 2 minutes.",
        "de, In 2 Minuten können Sie eine weitere SMS anfordern.",
        "es, Podrá pedir otro SMS en 2 minutos.",
        "ar, يمكن طلب رسالة SMS أخرى بعد دقيقتين."
    })
    void a_time_fits_into_a_sentence(String tag, String said) {
        Locale language = Locale.forLanguageTag(tag);
        String time = source().getMessage("time.minutes", new Object[] {2}, language);
        assertThat(source().getMessage("code.sms.wait", new Object[] {time}, language))
                .isEqualTo(said);
    }

    /** As the pages read them: English is the last resort, whatever the machine speaks. */
    private static MessageSource source() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasename("dev.firstring.web.texts.page");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    private static TextBundle page(String language) {
        return TextBundle.read(FOLDER + "/" + file(language), Locale.forLanguageTag(language));
    }

    private static String file(String language) {
        return language.equals("en") ? "page.properties" : "page_" + language + ".properties";
    }
}
