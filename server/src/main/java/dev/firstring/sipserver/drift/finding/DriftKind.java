package dev.firstring.sipserver.drift.finding;

import dev.firstring.platform.WireWord;
import java.util.Locale;

/** How a server differs from the database. */
public enum DriftKind implements WireWord {
    /** The server lacks an account that is not revoked. */
    MISSING,
    /** The server still has the account of a revoked credential. */
    EXTRA,
    /** The server admits phones that it should not, or refuses those that it should admit. */
    WRONG_STATE,
    /** The server has another display name. */
    WRONG_NAME,
    /** The server has another secret. */
    WRONG_SECRET,
    /** A phone is registered with a credential that is not active. */
    ORPHAN_CONTACT,
    /** The service did not create the account. It is reported, but never changed. */
    FOREIGN;

    /**
     * Parses the word of a kind.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static DriftKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
