package dev.firstring.messaging;

import dev.firstring.platform.WireWord;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
