package dev.firstring.messaging;

import java.util.Locale;

/** The way a code travels. */
public enum Channel {
    SMS,
    VOICE;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Channel ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
