package dev.firstring.softphone.document;

import dev.firstring.platform.WireWord;
import java.util.Locale;
import java.util.Optional;

/** The formats of documents. */
public enum Format implements WireWord {
    /** The XML of Linphone and other apps built on liblinphone. */
    LINPHONE,
    /** The account XML of Acrobits Softphone, Groundwire and Cloud Softphone. */
    ACROBITS,
    /** A line of the file {@code accounts} of baresip. */
    BARESIP,
    /** The API's representation of a credential, for apps without a format of their own. */
    JSON;

    /** Parses a word; empty if it names no format. */
    public static Optional<Format> ofWord(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "linphone" -> Optional.of(LINPHONE);
            case "acrobits" -> Optional.of(ACROBITS);
            case "baresip" -> Optional.of(BARESIP);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }
}
