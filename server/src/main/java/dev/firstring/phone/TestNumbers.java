package dev.firstring.phone;

import dev.firstring.phone.NumberReading.Parsed;
import dev.firstring.phone.NumberReading.Unparsable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            case Unparsable(NumberReading.Reason reason) -> throw wrong(setting, reason.toString());
            case NumberReading.Strange(String character) -> throw wrong(setting, character);
        };
    }

    private static IllegalArgumentException wrong(String setting, String why) {
        return new IllegalArgumentException(setting + ".number is not a phone number (" + why
                + "); take one of a range reserved for fiction, such as +12025550123.");
    }
}
