package dev.firstring.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.rendering.Texts;
import dev.firstring.testing.TextBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of errors against the bundles of texts, and the languages against each other. */
class TextsTest {

    static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ar");

    private static final List<String> BUNDLES = List.of("problems", "messages");
    private static final Set<String> FIELDS = Set.of(
            "field.required",
            "field.type",
            "field.blank",
            "field.character",
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

    /** What a detail says instead, for a reason of its own. */
    private static final Set<String> REASONS = Set.of(
            "INVALID_PHONE_NUMBER.detail.extension",
            "INVALID_PHONE_NUMBER.detail.region_missing",
            "INVALID_PHONE_NUMBER.detail.unreadable",
            "NUMBER_NOT_ALLOWED.detail.landline",
            "RATE_LIMITED.detail.session-sms",
            "RATE_LIMITED.detail.session-voice",
            "RATE_LIMITED.detail.number-hour",
            "RATE_LIMITED.detail.number-day",
            "RATE_LIMITED.detail.address-hour",
            "RATE_LIMITED.detail.address-openings",
            "RATE_LIMITED.detail.device-day",
            "RATE_LIMITED.detail.guard-prefix",
            "RATE_LIMITED.detail.guard-country",
            "RATE_LIMITED.detail.service",
            "RATE_LIMITED.detail.number-guard",
            "RATE_LIMITED.detail.number-stopped",
            "RATE_LIMITED.detail.ownership-hold");

    private final Texts texts = Texts.load();

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_limit_names_its_cause_and_the_time(String language) {
        TextBundle problems = TextBundle.read("problems_" + language + ".properties", Locale.forLanguageTag(language));
        assertThat(REASONS.stream().filter(key -> key.startsWith("RATE_LIMITED.")))
                .hasSize(13)
                .allSatisfy(key -> assertThat(problems.text(key)).contains("{0}"));
        assertThat(REASONS.stream()
                        .filter(key -> key.startsWith("RATE_LIMITED."))
                        .map(problems::text))
                .doesNotHaveDuplicates();
    }

    @Test
    void answers_are_there_in_five_languages() {
        assertThat(texts.languages()).extracting(Locale::toLanguageTag).containsExactlyInAnyOrderElementsOf(LANGUAGES);
    }

    @Test
    void every_error_has_a_title_and_a_detail_and_there_is_nothing_else() {
        Set<String> expected = new TreeSet<>(FIELDS);
        expected.addAll(REASONS);
        Arrays.stream(ErrorCode.values())
                .flatMap(code -> Stream.of(code.name() + ".title", code.name() + ".detail"))
                .forEach(expected::add);
        expected.addAll(List.of("reason.cross-site", "reason.no-origin"));

        assertThat(bundle("problems", "en").keys()).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_language_says_all_that_english_says_with_the_same_places(String language) {
        for (String bundle : BUNDLES) {
            bundle(bundle, language).mustMatch(bundle(bundle, "en"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "es", "ar"})
    void nothing_was_left_in_english(String language) {
        for (String bundle : BUNDLES) {
            TextBundle english = bundle(bundle, "en");
            TextBundle other = bundle(bundle, language);
            assertThat(other.keys())
                    .allSatisfy(key -> assertThat(other.text(key)).as(key).isNotEqualTo(english.text(key)));
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void a_detail_ends_as_a_sentence_and_a_title_does_not(String language) {
        for (String bundle : BUNDLES) {
            TextBundle texts = bundle(bundle, language);
            for (String key : texts.keys()) {
                boolean sentence = !key.endsWith(".title") && !key.startsWith("wait.");
                assertThat(texts.text(key).endsWith(".")).as(key).isEqualTo(sentence);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1, Try again in one second.",
        "fr, 1, Réessayez dans une seconde.",
        "fr, 3600, Réessayez dans 60 minutes.",
        "de, 1, Bitte versuchen Sie es in 1 Sekunde erneut.",
        "de, 7200, Bitte versuchen Sie es in 2 Stunden erneut.",
        "es, 1, Vuelva a intentarlo en un segundo.",
        "es, 120, Vuelva a intentarlo en 2 minutos.",
        "ar, 1, يُرجى إعادة المحاولة بعد ثانية واحدة.",
        "ar, 2, يُرجى إعادة المحاولة بعد ثانيتين.",
        "ar, 3, يُرجى إعادة المحاولة بعد 3 ثوانٍ.",
        "ar, 10, يُرجى إعادة المحاولة بعد 10 ثوانٍ.",
        "ar, 11, يُرجى إعادة المحاولة بعد 11 ثانية.",
        "ar, 102, يُرجى إعادة المحاولة بعد 102 ثانية.",
        "ar, 103, يُرجى إعادة المحاولة بعد 103 ثوانٍ.",
        "ar, 111, يُرجى إعادة المحاولة بعد 111 ثانية.",
        "ar, 120, يُرجى إعادة المحاولة بعد دقيقتين.",
        "ar, 600, يُرجى إعادة المحاولة بعد 10 دقائق.",
        "ar, 3600, يُرجى إعادة المحاولة بعد 60 دقيقة.",
        "ar, 7200, يُرجى إعادة المحاولة بعد ساعتين.",
        "ar, 18000, يُرجى إعادة المحاولة بعد 5 ساعات.",
        "ar, 86400, يُرجى إعادة المحاولة بعد 24 ساعة."
    })
    void a_time_to_wait_agrees_with_its_number_where_it_stands(String tag, long seconds, String end) {
        Locale language = Locale.forLanguageTag(tag);
        assertThat(texts.text(language, "RATE_LIMITED.detail", List.of(texts.waiting(language, seconds))))
                .endsWith(" " + end);
    }

    @ParameterizedTest
    @CsvSource({
        "fr, 0, Aucun essai restant : demandez un nouveau code.",
        "fr, 1, 1 essai restant.",
        "de, 0, Kein Versuch mehr übrig: Bitte fordern Sie einen neuen Code an.",
        "de, 1, Noch 1 Versuch übrig.",
        "de, 2, Noch 2 Versuche übrig.",
        "es, 0, No quedan intentos: solicite un código nuevo.",
        "es, 1, Queda 1 intento.",
        "es, 2, Quedan 2 intentos.",
        "ar, 0, لم تبقَ أي محاولة: يُرجى طلب رمز جديد.",
        "ar, 1, بقيت محاولة واحدة.",
        "ar, 2, بقيت محاولتان.",
        "ar, 3, بقيت 3 محاولات.",
        "ar, 11, بقيت 11 محاولة."
    })
    void attempts_left_agree_with_their_number(String tag, int left, String end) {
        assertThat(texts.text(Locale.forLanguageTag(tag), "INVALID_OTP.detail", List.of(left)))
                .endsWith(". " + end);
    }

    /** Codes and phone numbers are written in these digits as well, and one text has one kind. */
    @Test
    void numbers_in_arabic_texts_are_written_as_in_codes_and_phone_numbers() {
        assertThat(texts.text(Locale.forLanguageTag("ar"), "field.too-long", List.of(64)))
                .isEqualTo("الحد الأقصى لعدد الأحرف هو 64.");
        assertThat(texts.text(Locale.forLanguageTag("ar"), "field.min", List.of(7)))
                .isEqualTo("أصغر قيمة ممكنة هي 7.");
    }

    private static TextBundle bundle(String name, String language) {
        return TextBundle.read(name + "_" + language + ".properties", Locale.forLanguageTag(language));
    }
}
