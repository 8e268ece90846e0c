package dev.firstring.messaging;

import dev.firstring.platform.WireWord;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind of client that waits for a code; it decides how the message ends (ASR-4). */
public enum DevicePlatform implements WireWord {
    WEB,
    IOS,
    ANDROID;

    /** The platform of a word; empty for no word and for words of other clients. */
    public static Optional<DevicePlatform> ofWord(@Nullable String word) {
        return Arrays.stream(values())
                .filter(platform -> platform.word().equals(word))
                .findFirst();
    }
}
