package dev.firstring.phone;

import dev.firstring.phone.PhoneNumbers.Reading.Parsed;
import dev.firstring.phone.PhoneNumbers.Reading.Unparsable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The configured test numbers, with which the reviewers of app stores sign up. Immutable. */
@Component
public final class TestNumbers {

    private final Map<PhoneNumber, TestNumber> known = new HashMap<>();

    @Autowired
    public TestNumbers(PhoneNumbers numbers, NumberSettings settings) {
        this(numbers, settings.test());
    }

    /**
     * Validates the settings.
     *
     * @throws IllegalArgumentException if a number or a code is invalid or a number is a duplicate; the message names
     *     the setting
     */
    TestNumbers(PhoneNumbers numbers, List<NumberSettings.Test> settings) {
        for (int i = 0; i < settings.size(); i++) {
            String setting = "firstring.numbers.test[" + i + "]";
            TestNumber number = read(numbers, settings.get(i), setting);
            if (known.putIfAbsent(number.number(), number) != null) {
                throw new IllegalArgumentException(setting + ".number is the same number as an earlier one.");
            }
        }
    }

    /** The test number of this phone number; empty if there is none or it has expired. */
    public Optional<TestNumber> lookup(PhoneNumber number, Instant now) {
        return Optional.ofNullable(known.get(number))
                .filter(test -> !now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(test.until()));
    }

    private static TestNumber read(PhoneNumbers numbers, NumberSettings.Test test, String setting) {
        TestNumber.Code code;
        try {
            code = new TestNumber.Code(test.code());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ".code must be six digits.", e);
        }
        if (!test.number().startsWith("+")) {
            throw new IllegalArgumentException(setting + ".number must begin with + and the country code.");
        }
        return switch (numbers.parse(test.number(), null)) {
            case Parsed(PhoneNumber number) -> new TestNumber(number, code, test.until());
            case Unparsable(PhoneNumbers.Reading.Reason reason) -> throw wrong(setting, reason.toString());
            case PhoneNumbers.Reading.Strange(String character) -> throw wrong(setting, character);
        };
    }

    private static IllegalArgumentException wrong(String setting, String why) {
        return new IllegalArgumentException(setting + ".number is not a phone number (" + why
                + "); take one of a range reserved for fiction, such as +12025550123.");
    }

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
}
