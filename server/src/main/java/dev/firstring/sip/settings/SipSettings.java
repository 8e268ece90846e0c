package dev.firstring.sip.settings;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Alphabet;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipUsername;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How SIP accounts are made.
 *
 * @param domain the SIP domain of new accounts, lower case; {@code sip.example.test} by default, which production
 *     rejects
 * @param realm the realm that the SIP server announces, byte for byte; by default the domain. After a change the hashes
 *     of all accounts are recomputed in the background
 * @param usernameScheme how usernames are generated: {@code derived} (default), {@code random} or {@code phone}
 * @param md5 whether to publish MD5 hashes in addition to SHA-256 (default true: many phones and sipp, sipsak and
 *     baresip support nothing else, though RFC 8760 advises against MD5); when off, only SHA-256 is published
 * @param quota how many credentials that are not revoked an account may have, 5 by default, at most 20
 */
@Validated
@ConfigurationProperties("firstring.sip")
public record SipSettings(
        @DefaultValue(SipSettings.DEVELOPMENT_DOMAIN) String domain,
        @DefaultValue("") String realm,
        @DefaultValue("derived") UsernameScheme usernameScheme,
        @DefaultValue("true") boolean md5,
        @DefaultValue("5") @Min(1) @Max(20) int quota) {

    static final String DEVELOPMENT_DOMAIN = "sip.example.test";

    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern REALM = Pattern.compile("[!-~&&[^:\"'\\\\A-Z]]{1,253}");

    /**
     * Refuses what only development may use.
     *
     * @throws IllegalArgumentException if a value is out of bounds; the message says what to set
     */
    public SipSettings {
        realm = realm.isEmpty() ? domain : realm;
        if (domain.length() > LONGEST_DOMAIN || !DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("firstring.sip.domain must be a host name in lower case without a port");
        }
        if (!REALM.matcher(realm).matches()) {
            throw new IllegalArgumentException(
                    "firstring.sip.realm must be printable ASCII in lower case without spaces, ':', quotes or '\\'");
        }
        if (quota < 1 || quota > 20) {
            throw new IllegalArgumentException("firstring.sip.quota must be 1 to 20");
        }
    }

    /** The address of a new account of that username. */
    public SipAddress address(SipUsername username) {
        return new SipAddress(username, domain, realm);
    }

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
}
