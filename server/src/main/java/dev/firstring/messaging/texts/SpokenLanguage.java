package dev.firstring.messaging.texts;

import java.util.Locale;
import java.util.Map;

/** MessageText.Texts as text-to-speech requires them: with a country (BCP 47). */
public final class SpokenLanguage {

    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("ar", "ar-AE"),
            Map.entry("cs", "cs-CZ"),
            Map.entry("da", "da-DK"),
            Map.entry("de", "de-DE"),
            Map.entry("el", "el-GR"),
            Map.entry("en", "en-US"),
            Map.entry("es", "es-ES"),
            Map.entry("fr", "fr-FR"),
            Map.entry("hi", "hi-IN"),
            Map.entry("it", "it-IT"),
            Map.entry("ja", "ja-JP"),
            Map.entry("nl", "nl-NL"),
            Map.entry("pl", "pl-PL"),
            Map.entry("pt", "pt-PT"),
            Map.entry("ro", "ro-RO"),
            Map.entry("ru", "ru-RU"),
            Map.entry("sv", "sv-SE"),
            Map.entry("tr", "tr-TR"),
            Map.entry("uk", "uk-UA"),
            Map.entry("zh", "cmn-CN"));

    private SpokenLanguage() {}

    /** Returns the tag of a language with a country; American English for any language that is not listed. */
    public static String tag(Locale language) {
        return COUNTRIES.getOrDefault(language.getLanguage(), "en-US");
    }
}
