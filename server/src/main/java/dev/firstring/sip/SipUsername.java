package dev.firstring.sip;

import dev.firstring.phone.PhoneNumber;
import java.util.regex.Pattern;

/**
 * The user part of a SIP account: 1 to 64 characters, lower case, without characters that have a meaning in a SIP URI,
 * a digest or a quoted string (SIP-5). Immutable.
 */
public record SipUsername(String value) {

    private static final Pattern SAFE = Pattern.compile("[a-z0-9+][a-z0-9._+-]{0,63}");

    /**
     * Validates the characters.
     *
     * @throws IllegalArgumentException if a character is not allowed, or the length is not from 1 to 64
     */
    public SipUsername {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a SIP username: 1 to 64 of a-z 0-9 + . _ -");
        }
    }

    /** Whether it contains the number, with or without its plus sign, and would be misleading for another one. */
    public boolean names(PhoneNumber number) {
        return value.contains(number.e164().substring(1));
    }

    @Override
    public String toString() {
        return value;
    }
}
