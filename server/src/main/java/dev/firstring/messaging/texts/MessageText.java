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
 * Composes messages. An SMS is one segment (OTC-6) and has the ending that the waiting client requires (ASR-4): for
 * browsers and iPhones the line that binds the code to a host (OTC-1, OTC-2), for Android the hash of the app (ASR-1),
 * for others none. Immutable.
 */
@Component
public final class MessageText {

    /** Android reads messages of up to 140 bytes (ASR-1). */
    private static final int ANDROID_BYTES = 140;

    private final TextSettings settings;
    private final Languages languages;

    /** Replaces a sentence that is too long, in every language. */
    private static final String SHORT = "{app}: {code}";

    /**
     * Checks the texts of all languages.
     *
     * @throws IllegalArgumentException if a text is too long for one message with these settings
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
}
