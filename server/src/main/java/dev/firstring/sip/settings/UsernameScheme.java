package dev.firstring.sip.settings;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Alphabet;
import dev.firstring.sip.SipUsername;
import java.security.SecureRandom;

/** How usernames are made. A name that is taken, now or ever, is drawn again. */
public enum UsernameScheme {
    /** {@code u}, the last six digits of the number, four random characters. */
    DERIVED {
        @Override
        public SipUsername draw(PhoneNumber number, SecureRandom random, int attempt) {
            String e164 = number.e164();
            return new SipUsername("u" + e164.substring(e164.length() - 6) + tail(random, 4));
        }
    },
    /** {@code u} and twelve random characters: tells nothing of the number. */
    RANDOM {
        @Override
        public SipUsername draw(PhoneNumber number, SecureRandom random, int attempt) {
            return new SipUsername("u" + tail(random, 12));
        }
    },
    /** The number itself, with its plus sign; a later credential of the number gets four random characters after it. */
    PHONE {
        @Override
        public SipUsername draw(PhoneNumber number, SecureRandom random, int attempt) {
            return new SipUsername(attempt == 0 ? number.e164() : number.e164() + "-" + tail(random, 4));
        }
    };

    /** A username for the number; {@code attempt} counts from 0 those that were taken. */
    public abstract SipUsername draw(PhoneNumber number, SecureRandom random, int attempt);

    private static String tail(SecureRandom random, int length) {
        return Alphabet.LOWER_CASE_AND_DIGITS.draw(random, length);
    }
}
