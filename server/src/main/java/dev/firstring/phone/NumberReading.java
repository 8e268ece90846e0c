package dev.firstring.phone;

/** The result of parsing a text as a phone number. */
public sealed interface NumberReading {

    /** A valid number, or one reserved for fiction, in its canonical form (TEL-6). */
    record Parsed(PhoneNumber number) implements NumberReading {}

    /** The text is not a phone number. */
    record Unparsable(Reason reason) implements NumberReading {}

    /**
     * The text contains a character that is not allowed in a number.
     *
     * @param character the first such character, such as {@code U+0061 LATIN SMALL LETTER A}
     */
    record Strange(String character) implements NumberReading {}

    enum Reason {
        /** The text contains no digits. */
        EMPTY,
        /** It looks like a number without its country code, and no region was given. */
        REGION_MISSING,
        /** Not an ISO 3166 region with phone numbers. */
        UNKNOWN_REGION,
        /** It does not start with an existing country code. */
        UNKNOWN_COUNTRY,
        /** It contains an extension or other digits to dial later, which no message reaches. */
        EXTENSION,
        TOO_SHORT,
        TOO_LONG,
        /** The length may be possible, but the number is not valid. */
        NOT_VALID
    }
}
