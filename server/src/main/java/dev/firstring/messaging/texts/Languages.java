package dev.firstring.messaging.texts;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts in every language that has a file: {@code dev/firstring/messaging/texts/<language tag>.properties}, UTF-8.
 * Adding a language is adding a file. Immutable.
 */
final class Languages {

    private static final String FILES = "classpath*:dev/firstring/messaging/texts/*.properties";
    private static final Set<String> KEYS = Set.of("sms", "voice");
    private static final String FALLBACK = "en";

    private final Map<String, Properties> byTag;

    private Languages(Map<String, Properties> byTag) {
        this.byTag = byTag;
    }

    static Languages load() {
        Map<String, Properties> byTag = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                String name = String.valueOf(file.getFilename());
                Properties texts = new Properties();
                try (Reader in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(in);
                }
                if (!texts.stringPropertyNames().equals(KEYS)) {
                    throw new IllegalStateException("the texts in " + name + " must be exactly " + KEYS);
                }
                byTag.put(name.substring(0, name.lastIndexOf('.')), texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!byTag.containsKey(FALLBACK)) {
            throw new IllegalStateException("the texts of messages in " + FALLBACK + " are missing from the program");
        }
        return new Languages(byTag);
    }

    /** The tags of all languages, in order. */
    Set<String> tags() {
        return Collections.unmodifiableSet(byTag.keySet());
    }

    /** The text for the nearest language: with its country, without it, English. */
    String text(String key, Locale language) {
        Properties texts = byTag.get(language.toLanguageTag());
        if (texts == null) {
            texts = byTag.get(language.getLanguage());
        }
        if (texts == null) {
            texts = byTag.get(FALLBACK);
        }
        return texts == null ? "" : texts.getProperty(key, "");
    }
}
