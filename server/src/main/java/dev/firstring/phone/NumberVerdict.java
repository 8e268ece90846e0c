package dev.firstring.phone;

/** Whether codes may be sent to a number. */
public sealed interface NumberVerdict {

    /**
     * They may.
     *
     * @param monitored whether sends to its country are to be watched closely
     */
    record Allowed(boolean monitored) implements NumberVerdict {}

    /**
     * A call may bring one. The number is a landline, which takes no SMS.
     *
     * @param monitored whether sends to its country are to be watched closely
     */
    record CallOnly(boolean monitored) implements NumberVerdict {}

    /** They may not. */
    record Refused(Reason reason) implements NumberVerdict {}

    enum Reason {
        /** Its country is off. */
        COUNTRY,
        /** Numbers of its type get no codes (TEL-3). */
        TYPE,
        /** It is a landline, and the operator refuses those. */
        LANDLINE,
        /** It is in a range that the operator refuses. */
        RANGE,
        /** It is reserved for fiction (TEL-7). */
        FICTITIOUS
    }
}
