package dev.firstring.phone;

/** What came of reading a text as a phone number. */
public sealed interface NumberReading {

    /** It is a number that can exist, or one of the reserved fictitious ones, in its one canonical form (TEL-6). */
    record Parsed(PhoneNumber number) implements NumberReading {}

    /** It is none. */
    record Unparsable(Reason reason) implements NumberReading {}

    /**
     * Something stands in it that stands in no number.
     *
     * @param character the first such character, such as {@code U+0061 LATIN SMALL LETTER A}
     */
    record Strange(String character) implements NumberReading {}

    enum Reason {
        /** Nothing in it. */
        EMPTY,
        /** It looks like a number without its country code, and no region says whose it is. */
        REGION_MISSING,
        /** Not a region of ISO 3166 that has numbers. */
        UNKNOWN_REGION,
        /** It starts with no country code that exists. */
        UNKNOWN_COUNTRY,
        /** It names an extension or other digits to be dialled later, which no message reaches. */
        EXTENSION,
        TOO_SHORT,
        TOO_LONG,
        /** The length may be right, but nobody can have this number. */
        NOT_VALID
    }
}
