package dev.firstring.phone;

/** What came of reading a text as a phone number. */
public sealed interface NumberReading {

    /** It is a number that can exist, or one of the reserved fictitious ones, in its one canonical form (TEL-6). */
    record Parsed(PhoneNumber number) implements NumberReading {}

    /** It is none. */
    record Unparsable(Reason reason) implements NumberReading {}

    enum Reason {
        /** Nothing in it. */
        EMPTY,
        /** Something besides digits, one leading plus sign and the usual punctuation. */
        UNREADABLE,
        /** Not a region of ISO 3166 that has numbers. */
        UNKNOWN_REGION,
        /** It starts with no country code that exists. */
        UNKNOWN_COUNTRY,
        TOO_SHORT,
        TOO_LONG,
        /** The length may be right, but nobody can have this number. */
        NOT_VALID
    }
}
