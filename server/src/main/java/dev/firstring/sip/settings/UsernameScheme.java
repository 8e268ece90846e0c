package dev.firstring.sip.settings;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Alphabet;
import dev.firstring.sip.SipUsername;
import java.security.SecureRandom;

/** How usernames are generated. A username that is or was in use is drawn again. */
public enum UsernameScheme {
    /** {@code u}, the last six digits of the number, and four random characters. */
    DERIVED {
        @Override
        public SipUsername draw(PhoneNumber number, SecureRandom random, int attempt) {
            String e164 = number.e164();
            return new SipUsername("u" + e164.substring(e164.length() - 6) + tail(random, 4));
        }
    },
    /** {@code u} and twelve random characters, which reveal nothing about the number. */
    RANDOM {
        @Override
        public SipUsername draw(PhoneNumber number, SecureRandom random, int attempt) {
            return new SipUsername("u" + tail(random, 12));
        }
    },
    /** The number with its plus sign; later credentials of the number have four random characters appended. */
    PHONE {
        @Override
        public SipUsername draw(PhoneNumber number, SecureRandom random, int attempt) {
            return new SipUsername(attempt == 0 ? number.e164() : number.e164() + "-" + tail(random, 4));
        }
    };

    /** Draws a username for the number; {@code attempt} counts from 0 the draws that were taken. */
    public abstract SipUsername draw(PhoneNumber number, SecureRandom random, int attempt);

    private static String tail(SecureRandom random, int length) {
        return Alphabet.LOWER_CASE_AND_DIGITS.draw(random, length);
    }
}
