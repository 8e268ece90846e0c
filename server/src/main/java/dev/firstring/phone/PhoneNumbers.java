package dev.firstring.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.firstring.phone.NumberReading.Parsed;
import dev.firstring.phone.NumberReading.Reason;
import dev.firstring.phone.NumberReading.Unparsable;
import dev.firstring.phone.reading.FictitiousRanges;
import dev.firstring.phone.reading.MainTimeZones;
import dev.firstring.phone.reading.Renumbering;
import dev.firstring.phone.reading.TypedNumber;
import dev.firstring.phone.reading.TypedNumber.Digits;
import dev.firstring.phone.reading.TypedNumber.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads phone numbers and tells what the numbering plans know about them (TEL-1 to TEL-7). A number that is read here
 * has one canonical form: reading that form again gives the same number. Nothing here proves that a number is in use.
 * Thread-safe.
 */
@Component
public final class PhoneNumbers {

    private static final int MOST_E164_DIGITS = 15;
    private static final int LEAST_E164_DIGITS = 6;

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final MainTimeZones zones = MainTimeZones.load();

    /**
     * Reads a text that a person typed. Never throws, and takes little time however long the text is.
     *
     * @param text E.164 with or without a plus sign; with a region also the national form, or one that begins with 00
     * @param region ISO 3166 alpha-2 code in either case; counts only if the text has no plus sign
     */
    public NumberReading parse(String text, @Nullable String region) {
        return switch (TypedNumber.of(text)) {
            case Unreadable unreadable -> new Unparsable(unreadable.reason());
            case Digits typed when typed.international() || region == null -> international(typed.digits());
            case Digits typed -> national(typed.digits(), region.toUpperCase(Locale.ROOT));
        };
    }

    /** Whether a number is reserved for fiction, so that nothing may be sent to it (TEL-7). */
    public boolean isFictitious(PhoneNumber number) {
        return FictitiousRanges.contain(number.e164());
    }

    /** The region of ISO 3166 that a number belongs to; {@code 001} where it belongs to no country. */
    public String region(PhoneNumber number) {
        Phonenumber.PhoneNumber known = known(number);
        String exact = plans.getRegionCodeForNumber(known);
        return exact != null ? exact : plans.getRegionCodeForCountryCode(known.getCountryCode());
    }

    /** The number as people of other countries write it, such as {@code +33 6 39 98 12 34}. */
    public String international(PhoneNumber number) {
        return plans.format(known(number), PhoneNumberFormat.INTERNATIONAL);
    }

    /** The number as people of its own country write it. */
    public String national(PhoneNumber number) {
        return plans.format(known(number), PhoneNumberFormat.NATIONAL);
    }

    /** The type by the plan of the number's country. */
    public NumberType type(PhoneNumber number) {
        return NumberType.valueOf(plans.getNumberType(known(number)).name());
    }

    /**
     * The time zone in which most people of the number's region live. Numbers move with their owners (TEL-4) and big
     * countries have several zones: good enough to let people sleep, not for more.
     */
    public Optional<ZoneId> mainTimeZone(PhoneNumber number) {
        return zones.of(region(number));
    }

    /** Whether numbers of a region can be read: an upper-case code of ISO 3166, or {@code 001}. */
    public boolean knowsRegion(String region) {
        return region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)
                || plans.getSupportedRegions().contains(region);
    }

    /** The version of the numbering plans in use (TEL-5). */
    public String metadataVersion() {
        String path = "/META-INF/maven/com.googlecode.libphonenumber/libphonenumber/pom.properties";
        try (InputStream in = PhoneNumberUtil.class.getResourceAsStream(path)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NumberReading national(String digits, String region) {
        if (!plans.getSupportedRegions().contains(region)) {
            return new Unparsable(Reason.UNKNOWN_REGION);
        }
        NumberReading reading = read(digits, region);
        return switch (reading) {
            case Parsed parsed -> parsed;
            case Unparsable unparsable -> foreign(digits, unparsable);
        };
    }

    /** Reads as a foreign number only what cannot be a mistyped national one. */
    private NumberReading foreign(String digits, Unparsable otherwise) {
        if (digits.startsWith("00")) {
            return international(digits.substring(2)) instanceof Parsed parsed ? parsed : otherwise;
        }
        if (otherwise.reason() == Reason.TOO_LONG) {
            return international(digits) instanceof Parsed parsed ? parsed : otherwise;
        }
        return otherwise;
    }

    private NumberReading international(String digits) {
        return digits.startsWith("0") ? new Unparsable(Reason.UNKNOWN_COUNTRY) : read("+" + digits, null);
    }

    private NumberReading read(String text, @Nullable String region) {
        try {
            Phonenumber.PhoneNumber first = plans.parse(text, region);
            String e164 = plans.format(first, PhoneNumberFormat.E164);
            String today = Renumbering.today(e164);
            return judge(today.equals(e164) ? first : plans.parse(today, null), today);
        } catch (NumberParseException e) {
            return new Unparsable(
                    switch (e.getErrorType()) {
                        case INVALID_COUNTRY_CODE -> Reason.UNKNOWN_COUNTRY;
                        case NOT_A_NUMBER, TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> Reason.TOO_SHORT;
                        case TOO_LONG -> Reason.TOO_LONG;
                    });
        }
    }

    private NumberReading judge(Phonenumber.PhoneNumber candidate, String e164) {
        if (e164.length() > MOST_E164_DIGITS + 1) {
            return new Unparsable(Reason.TOO_LONG);
        }
        if (e164.length() < LEAST_E164_DIGITS + 1) {
            return new Unparsable(Reason.TOO_SHORT);
        }
        if (FictitiousRanges.contain(e164)) {
            return new Parsed(new PhoneNumber(e164));
        }
        return switch (plans.isPossibleNumberWithReason(candidate)) {
            case IS_POSSIBLE ->
                plans.isValidNumber(candidate) ? new Parsed(new PhoneNumber(e164)) : new Unparsable(Reason.NOT_VALID);
            case IS_POSSIBLE_LOCAL_ONLY, TOO_SHORT -> new Unparsable(Reason.TOO_SHORT);
            case TOO_LONG -> new Unparsable(Reason.TOO_LONG);
            case INVALID_LENGTH -> new Unparsable(Reason.NOT_VALID);
            case INVALID_COUNTRY_CODE -> new Unparsable(Reason.UNKNOWN_COUNTRY);
        };
    }

    private Phonenumber.PhoneNumber known(PhoneNumber number) {
        try {
            return plans.parse(number.e164(), null);
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("not a number that was read here", e);
        }
    }
}
