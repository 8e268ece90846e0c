package dev.firstring.phone;

/** Whether codes may be sent to a number. */
public sealed interface NumberVerdict {

    /**
     * Codes may be sent.
     *
     * @param monitored whether sends to its country are monitored closely
     */
    record Allowed(boolean monitored) implements NumberVerdict {}

    /**
     * Codes may be sent by call only: the number is a landline, which cannot receive SMS.
     *
     * @param monitored whether sends to its country are monitored closely
     */
    record CallOnly(boolean monitored) implements NumberVerdict {}

    /** Codes may not be sent. */
    record Refused(Reason reason) implements NumberVerdict {}

    enum Reason {
        /** The rule of its country is {@code deny}. */
        COUNTRY,
        /** Numbers of its type get no codes (TEL-3). */
        TYPE,
        /** It is a landline, and the operator refuses landlines. */
        LANDLINE,
        /** It is in a range that the operator refuses. */
        RANGE,
        /** It is reserved for fiction (TEL-7). */
        FICTITIOUS
    }
}
