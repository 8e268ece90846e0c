package dev.firstring.messaging.texts;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.DevicePlatform;
import dev.firstring.verification.Otp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes messages. An SMS is one segment (OTC-6) and ends as the waiting client wants it (ASR-4): for browsers and
 * iPhones with the line that binds the code to a host (OTC-1, OTC-2), for Android with the hash of the app (ASR-1), for
 * others with nothing more. Immutable.
 */
@Component
public final class MessageText {

    /** Android looks at messages of up to 140 bytes (ASR-1). */
    private static final int ANDROID_BYTES = 140;

    private final TextSettings settings;
    private final Languages languages;

    /** Where the sentence is too long, whatever the language. */
    private static final String SHORT = "{app}: {code}";

    /**
     * Tries all texts.
     *
     * @throws IllegalArgumentException if a text would be longer than one segment with these settings
     */
    public MessageText(TextSettings settings) {
        this.settings = settings;
        this.languages = Languages.load(settings.texts());
        Otp any = new Otp("000000");
        for (String tag : languages.tags()) {
            for (DevicePlatform platform : DevicePlatform.values()) {
                checkLength(tag, platform, compose(any, Channel.SMS, Locale.forLanguageTag(tag), platform));
            }
        }
    }

    /**
     * The text of a message.
     *
     * @param platform the client that waits for the code; null if it is none of those that read codes
     */
    public String compose(Otp code, Channel channel, Locale language, @Nullable DevicePlatform platform) {
        return switch (channel) {
            case SMS -> sms(code, language, platform);
            case VOICE -> voice(code, language);
        };
    }

    /**
     * Tells a number that its account has another one now: one segment, without a link. Where the language needs more, it is
     * in English.
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

    /** The tags of the languages that messages can be written in. */
    public Set<String> languages() {
        return languages.tags();
    }

    /** The language for a person: the first wanted that there are texts in, English otherwise. */
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
}
