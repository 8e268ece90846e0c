package dev.firstring.messaging.texts;

import dev.firstring.messaging.Channel;
import dev.firstring.platform.WireWord;
import dev.firstring.verification.Otp;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Composes messages. An SMS is one segment (OTC-6) and has the ending that the waiting client requires (ASR-4): for
 * browsers and iPhones the line that binds the code to a host (OTC-1, OTC-2), for Android the hash of the app (ASR-1),
 * for others none. Immutable.
 */
@Component
public final class MessageText {

    /** Android reads messages of up to 140 bytes (ASR-1). */
    private static final int ANDROID_BYTES = 140;

    private final TextSettings settings;
    private final Texts languages;

    /** Replaces a sentence that is too long, in every language. */
    private static final String SHORT = "{app}: {code}";

    /**
     * Checks the texts of all languages.
     *
     * @throws IllegalArgumentException if a text is too long for one message with these settings
     */
    public MessageText(TextSettings settings) {
        this.settings = settings;
        this.languages = Texts.load(settings.texts());
        Otp any = new Otp("000000");
        for (String tag : languages.tags()) {
            for (DevicePlatform platform : DevicePlatform.values()) {
                checkLength(tag, platform, compose(any, Channel.SMS, Locale.forLanguageTag(tag), platform));
            }
        }
    }

    /**
     * Composes a message with a code.
     *
     * @param platform the client that waits for the code; null if it is not one that reads codes from messages
     */
    public String compose(Otp code, Channel channel, Locale language, @Nullable DevicePlatform platform) {
        return switch (channel) {
            case SMS -> sms(code, language, platform);
            case VOICE -> voice(code, language);
        };
    }

    /**
     * Composes the notice that the number of an account has changed: one segment, without a link. If the text in the
     * language is longer, English is used.
     *
     * @param digits the last digits of the new number
     */
    public String changed(String digits, Locale language) {
        String text = changedText(digits, language);
        return Segments.of(text).count() <= 1 ? text : changedText(digits, Locale.ENGLISH);
    }

    private String changedText(String digits, Locale language) {
        return languages
                .text("changed", language)
                .replace("{app}", settings.appName())
                .replace("{digits}", digits);
    }

    /** Returns the tags of the available languages. */
    public Set<String> languages() {
        return languages.tags();
    }

    /** Returns the first preferred language that is available, otherwise English. */
    public Locale nearest(List<Locale> wanted) {
        return wanted.stream()
                .filter(locale -> languages.has(locale.toLanguageTag()) || languages.has(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private String sms(Otp code, Locale language, @Nullable DevicePlatform platform) {
        String sentence = filled(languages.text("sms", language), code) + ending(code, platform);
        return fits(sentence, platform) ? sentence : filled(SHORT, code) + ending(code, platform);
    }

    private String filled(String text, Otp code) {
        return text.replace("{app}", settings.appName()).replace("{code}", code.reveal());
    }

    private String voice(Otp code, Locale language) {
        String digits = code.reveal().chars().mapToObj(Character::toString).collect(Collectors.joining(", "));
        return languages
                .text("voice", language)
                .replace("{app}", settings.appName())
                .replace("{digits}", digits);
    }

    private String ending(Otp code, @Nullable DevicePlatform platform) {
        return switch (platform) {
            case null -> "";
            case WEB, IOS -> settings.webHost() == null ? "" : "\n@" + settings.webHost() + " #" + code.reveal();
            case ANDROID -> settings.androidHash() == null ? "" : "\n" + settings.androidHash();
        };
    }

    private static boolean fits(String text, @Nullable DevicePlatform platform) {
        return Segments.of(text).count() <= 1
                && (platform != DevicePlatform.ANDROID
                        || text.getBytes(StandardCharsets.UTF_8).length <= ANDROID_BYTES);
    }

    private static void checkLength(String tag, DevicePlatform platform, String text) {
        Segments segments = Segments.of(text);
        if (segments.count() > 1) {
            throw new IllegalArgumentException("The text of messages to " + platform.word() + " in the language " + tag
                    + " is " + (segments.units() - segments.encoding().single())
                    + " characters longer than one SMS (" + segments.encoding()
                    + "). Shorten firstring.messaging.app-name or firstring.messaging.web-host; plain letters in the"
                    + " name make more room.");
        }
        if (platform == DevicePlatform.ANDROID && text.getBytes(StandardCharsets.UTF_8).length > ANDROID_BYTES) {
            throw new IllegalArgumentException("The text of messages to Android in the language " + tag
                    + " is longer than 140 bytes, so that the app could not read it. Shorten"
                    + " firstring.messaging.app-name.");
        }
    }

    /**
     * The texts in every language that has a file: {@code dev/firstring/messaging/texts/<language tag>.properties},
     * UTF-8. To add a language, add a file. An operator's file may omit {@code changed}; the built-in text in that
     * language or in English is then used. In spoken texts, a line ends with {@code \\n}. Immutable.
     */
    static final class Texts {

        private static final String FILES = "classpath*:dev/firstring/messaging/texts/*.properties";
        private static final Set<String> KEYS = Set.of("sms", "voice");
        private static final String CHANGED = "changed";
        private static final String FALLBACK = "en";

        private final Map<String, Properties> byTag;

        private Texts(Map<String, Properties> byTag) {
            this.byTag = byTag;
        }

        /**
         * Loads the built-in texts, overridden by those of an operator.
         *
         * @param own a directory of files with the same names and format; null for none
         * @throws IllegalArgumentException if a file of the directory is invalid
         */
        static Texts load(@Nullable Path own) {
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
                    byTag.merge(name.substring(0, name.lastIndexOf('.')), read(file, name), Texts::over);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!byTag.containsKey(FALLBACK)) {
                throw new IllegalStateException(
                        "the texts of messages in " + FALLBACK + " are missing from the program");
            }
            return new Texts(byTag);
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

    /**
     * The encoding and the length of a text as SMS (3GPP TS 23.038, TS 23.040).
     *
     * @param units the length in septets of GSM-7 or in 16-bit units of UCS-2
     * @param count the number of segments, each of which is charged; 0 for an empty text
     */
    public record Segments(Encoding encoding, int units, int count) {

        /** The alphabet of a message; a single character outside GSM-7 makes the whole message UCS-2. */
        public enum Encoding {
            GSM_7(160, 153),
            UCS_2(70, 67);

            private final int single;
            private final int joined;

            Encoding(int single, int joined) {
                this.single = single;
                this.joined = joined;
            }

            /** The capacity of a message of one segment, in units. */
            public int single() {
                return single;
            }
        }

        private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        private static final String EXTENSION = "\f^{}\\[~]|€";

        /** Counts the segments of a text. */
        public static Segments of(String text) {
            Encoding encoding = text.chars().allMatch(c -> septets((char) c) > 0) ? Encoding.GSM_7 : Encoding.UCS_2;
            int units = 0;
            int joinedSegments = 1;
            int inSegment = 0;
            // Escaped characters and surrogate pairs are not split between segments.
            for (int i = 0; i < text.length(); ) {
                int characters = encoding == Encoding.UCS_2 ? Character.charCount(text.codePointAt(i)) : 1;
                int width = encoding == Encoding.UCS_2 ? characters : septets(text.charAt(i));
                if (inSegment + width > encoding.joined) {
                    joinedSegments++;
                    inSegment = 0;
                }
                inSegment += width;
                units += width;
                i += characters;
            }
            int count = units == 0 ? 0 : units <= encoding.single ? 1 : joinedSegments;
            return new Segments(encoding, units, count);
        }

        private static int septets(char c) {
            return BASIC.indexOf(c) >= 0 ? 1 : EXTENSION.indexOf(c) >= 0 ? 2 : 0;
        }
    }

    /** The kind of client that waits for a code; it determines how the message ends (ASR-4). */
    public enum DevicePlatform implements WireWord {
        WEB,
        IOS,
        ANDROID;

        /** Returns the platform of a word, or empty if the word is null or unknown. */
        public static Optional<DevicePlatform> ofWord(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(platform -> platform.word().equals(word))
                    .findFirst();
        }
    }
}
