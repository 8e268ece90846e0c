package dev.firstring.softphone.document;

import dev.firstring.platform.WireWord;
import java.util.Locale;
import java.util.Optional;

/** The kinds of documents. */
public enum Format implements WireWord {
    /** The XML of Linphone and other apps built on liblinphone. */
    LINPHONE,
    /** The account XML of Acrobits Softphone, Groundwire and Cloud Softphone. */
    ACROBITS,
    /** A line of the file {@code accounts} of baresip. */
    BARESIP,
    /** What the API tells of a credential, for apps that have no format of their own. */
    JSON;

    /** The format of a word; empty if there is none. */
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
