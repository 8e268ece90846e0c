package dev.firstring.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A number with a fixed code, to which nothing is sent.
 *
 * @param until the last day on which it is valid, in UTC
 */
public record TestNumber(PhoneNumber number, Code code, LocalDate until) {

    /** Six digits that are always accepted for their number. Redacted in {@link #toString()}. */
    public static final class Code {

        private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

        private final String digits;

        /**
         * Validates the digits.
         *
         * @throws IllegalArgumentException if these are not six ASCII digits; the message does not contain them
         */
        public Code(String digits) {
            if (!SIX_DIGITS.matcher(digits).matches()) {
                throw new IllegalArgumentException("the code of a test number must be six digits");
            }
            this.digits = digits;
        }

        /** The only way to read the digits. */
        public String reveal() {
            return digits;
        }

        /** Takes constant time. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Code that
                    && MessageDigest.isEqual(
                            digits.getBytes(StandardCharsets.US_ASCII),
                            that.digits.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int hashCode() {
            return digits.hashCode();
        }

        @Override
        public String toString() {
            return "Code[******]";
        }
    }
}
