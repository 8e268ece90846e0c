package dev.firstring.http.rendering;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts of responses, from the bundles {@code problems_*.properties} and {@code messages_*.properties}. A language
 * is supported if it has a bundle; missing texts fall back to English. Immutable.
 */
public final class Texts {

    /** The fallback language. */
    public static final Locale DEFAULT = Locale.ENGLISH;

    private static final Pattern FILE = Pattern.compile("(?:problems|messages)_([A-Za-z-]+)\\.properties");

    private static final String STANDARD = "problems_en.properties";

    private final Map<Locale, Map<String, String>> texts;

    private Texts(Map<Locale, Map<String, String>> texts) {
        this.texts = texts;
    }

    /** Loads every bundle from the place on the class path where the default one is. */
    public static Texts load() {
        URL standard = Texts.class.getResource("/" + STANDARD);
        if (standard == null) {
            throw new IllegalStateException(STANDARD + " is missing from the class path");
        }
        // Searching the whole class path would list the files of every library at each start.
        String place = standard.toString().substring(0, standard.toString().length() - STANDARD.length());
        Map<Locale, Map<String, String>> texts = new HashMap<>();
        try {
            PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
            for (String bundle : List.of("problems", "messages")) {
                for (Resource file : resolver.getResources(place + bundle + "_*.properties")) {
                    Matcher name = FILE.matcher(Objects.requireNonNullElse(file.getFilename(), ""));
                    if (name.matches()) {
                        texts.computeIfAbsent(Locale.forLanguageTag(name.group(1)), language -> new HashMap<>())
                                .putAll(read(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the texts of answers", e);
        }
        return new Texts(texts);
    }

    /** The supported languages. */
    public Set<Locale> languages() {
        return texts.keySet();
    }

    /** Whether there is a text for the key. */
    public boolean holds(String key) {
        return find(DEFAULT, key) != null;
    }

    /**
     * Formats a text.
     *
     * @throws IllegalArgumentException if no bundle contains the key
     */
    public String text(Locale language, String key, List<?> arguments) {
        String pattern = find(language, key);
        if (pattern == null) {
            throw new IllegalArgumentException("no text for the key " + key);
        }
        return arguments.isEmpty() ? pattern : new MessageFormat(pattern, language).format(arguments.toArray());
    }

    /** Formats a retry time, rounded up: in seconds, in minutes from two minutes, in hours from two hours. */
    public String waiting(Locale language, long seconds) {
        if (seconds < 120) {
            return text(language, "wait.seconds", List.of(seconds));
        }
        return seconds < 7_200
                ? text(language, "wait.minutes", List.of(Math.ceilDiv(seconds, 60)))
                : text(language, "wait.hours", List.of(Math.ceilDiv(seconds, 3_600)));
    }

    private @Nullable String find(Locale language, String key) {
        Map<String, String> spoken = texts.getOrDefault(language, Map.of());
        String text = spoken.get(key);
        return text != null ? text : texts.getOrDefault(DEFAULT, Map.of()).get(key);
    }

    private static Map<String, String> read(Resource file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
