package dev.firstring.platform;

import java.util.Locale;

/**
 * An enum whose constants have an external name, used on the wire, in the database, in settings, metrics and logs.
 * Renaming such a constant is a breaking change.
 */
public interface WireWord {

    /** As {@link Enum#name()}. */
    String name();

    /** The external name: {@code wrong_state} for {@code WRONG_STATE}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The external name of any other enum's constant, in the same form. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** An enum whose external names have hyphens: {@code wrong-state} for {@code WRONG_STATE}. */
    interface Hyphenated extends WireWord {

        @Override
        default String word() {
            return of(name());
        }

        /** The external name of any other enum's constant, with hyphens. */
        static String of(Enum<?> constant) {
            return of(constant.name());
        }

        private static String of(String name) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
