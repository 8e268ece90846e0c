package dev.firstring.phone;

import java.util.regex.Pattern;

/**
 * A phone number in E.164 form, always with its plus sign (TEL-1). The form does not imply that the number exists;
 * {@link PhoneNumbers} checks that. Immutable.
 *
 * <p>{@link #toString()} masks the number, so that it may be logged; {@link #e164()} is the only way to read it.
 */
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

    /** @throws IllegalArgumentException if the text is not E.164 with a plus sign, 6 to 15 digits */
    public PhoneNumber {
        if (!isE164(e164)) {
            throw new IllegalArgumentException("not an E.164 number");
        }
    }

    /** Whether a text is in E.164 form with its plus sign. */
    public static boolean isE164(String text) {
        return E164.matcher(text).matches();
    }

    /** The number with all but its first three and last two characters hidden. */
    public String masked() {
        return e164.substring(0, 3) + "*".repeat(e164.length() - 5) + e164.substring(e164.length() - 2);
    }

    /** The number without its last four digits: the unit in which ranges are monitored for SMS pumping. */
    public String prefix() {
        return e164.substring(0, e164.length() - 4);
    }

    @Override
    public String toString() {
        return masked();
    }
}
