package dev.firstring.messaging.texts;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts in every language that has a file: {@code dev/firstring/messaging/texts/<language tag>.properties}, UTF-8.
 * To add a language, add a file. An operator's file may omit {@code changed}; the built-in text in that language or in
 * English is then used. In spoken texts, a line ends with {@code \\n}. Immutable.
 */
final class Languages {

    private static final String FILES = "classpath*:dev/firstring/messaging/texts/*.properties";
    private static final Set<String> KEYS = Set.of("sms", "voice");
    private static final String CHANGED = "changed";
    private static final String FALLBACK = "en";

    private final Map<String, Properties> byTag;

    private Languages(Map<String, Properties> byTag) {
        this.byTag = byTag;
    }

    /**
     * Loads the built-in texts, overridden by those of an operator.
     *
     * @param own a directory of files with the same names and format; null for none
     * @throws IllegalArgumentException if a file of the directory is invalid
     */
    static Languages load(@Nullable Path own) {
        Map<String, Properties> byTag = new TreeMap<>();
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        try {
            List<Resource> files = new ArrayList<>(List.of(resolver.getResources(FILES)));
            if (own != null) {
                if (!Files.isDirectory(own)) {
                    throw new IllegalArgumentException(
                            "firstring.messaging.texts must be a directory of texts: " + own + " is none.");
                }
                files.addAll(List.of(resolver.getResources(own.toUri() + "*.properties")));
            }
            for (Resource file : files) {
                String name = String.valueOf(file.getFilename());
                byTag.merge(name.substring(0, name.lastIndexOf('.')), read(file, name), Languages::over);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!byTag.containsKey(FALLBACK)) {
            throw new IllegalStateException("the texts of messages in " + FALLBACK + " are missing from the program");
        }
        return new Languages(byTag);
    }

    /** Returns the operator's texts, completed with the built-in ones. */
    private static Properties over(Properties program, Properties own) {
        Properties both = new Properties();
        both.putAll(program);
        both.putAll(own);
        return both;
    }

    private static Properties read(Resource file, String name) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        Set<String> others = new HashSet<>(texts.stringPropertyNames());
        others.removeAll(KEYS);
        others.remove(CHANGED);
        boolean complete = texts.stringPropertyNames().containsAll(KEYS)
                && others.isEmpty()
                && texts.getProperty("sms").contains("{code}")
                && texts.getProperty("voice").contains("{digits}")
                && texts.getProperty(CHANGED, "{digits}").contains("{digits}");
        if (!complete) {
            throw new IllegalArgumentException(
                    "The texts of messages in " + name
                            + " must be sms with {code}, voice with {digits} and, if you like, changed with {digits}, and no other.");
        }
        return texts;
    }

    /** Returns the sorted tags of all languages. */
    Set<String> tags() {
        return Collections.unmodifiableSet(byTag.keySet());
    }

    boolean has(String tag) {
        return byTag.containsKey(tag);
    }

    /** Returns the text in the closest language: with its country, without its country, or English. */
    String text(String key, Locale language) {
        Properties texts = byTag.get(language.toLanguageTag());
        if (texts == null) {
            texts = byTag.get(language.getLanguage());
        }
        if (texts == null) {
            texts = byTag.get(FALLBACK);
        }
        String text = texts == null ? null : texts.getProperty(key);
        if (text != null) {
            return text;
        }
        Properties english = byTag.get(FALLBACK);
        return english == null ? "" : english.getProperty(key, "");
    }
}
