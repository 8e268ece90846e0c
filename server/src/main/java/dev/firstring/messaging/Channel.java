package dev.firstring.messaging;

import dev.firstring.platform.WireWord;
import java.util.Locale;

/** The channel that delivers a code. */
public enum Channel implements WireWord {
    SMS,
    VOICE;

    public static Channel ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
