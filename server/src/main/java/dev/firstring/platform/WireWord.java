package dev.firstring.platform;

import java.util.Locale;

/**
 * An enum whose constants are told outside of the code by a word of theirs: on the wire, in the database, in settings, metrics
 * and logs. Renaming such a constant breaks whoever reads the word.
 */
public interface WireWord {

    /** As {@link Enum#name()}. */
    String name();

    /** The word: {@code wrong_state} for {@code WRONG_STATE}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same for an enum that is not ours or has words in one place only. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** An enum whose words have hyphens: {@code wrong-state} for {@code WRONG_STATE}. */
    interface Hyphenated extends WireWord {

        @Override
        default String word() {
            return of(name());
        }

        /** The same for any other enum. */
        static String of(Enum<?> constant) {
            return of(constant.name());
        }

        private static String of(String name) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
