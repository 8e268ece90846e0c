package dev.firstring.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.firstring.phone.reading.FictitiousRanges;
import dev.firstring.phone.reading.NumberReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads phone numbers and tells what the numbering plans know about them (TEL-1 to TEL-7). A number that is read here
 * has one canonical form: reading that form again gives the same number. Nothing here proves that a number is in use.
 * Thread-safe.
 */
@Component
public final class PhoneNumbers {

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final NumberReader reader = new NumberReader(plans);

    /**
     * Reads a text that a person typed or pasted, or a {@code tel:} URI (RFC 3966). Never throws, and takes little time however
     * long the text is.
     *
     * @param text E.164; without a plus sign where it can be nothing else; also after {@code 00}; with a region also the
     *     national form, or one that begins with the region's exit code
     * @param region ISO 3166 alpha-2 code in either case; counts only if the text has no plus sign
     */
    public NumberReading parse(String text, @Nullable String region) {
        return reader.read(text, region);
    }

    /**
     * Reads a text that names a number which is known already, so that nothing is sent to it: digits without a plus sign are
     * E.164 in any case, and a number that the plans of today do not know any more is one still. Empty if it is none.
     */
    public Optional<PhoneNumber> parseKnown(String text) {
        if (!(PastedText.read(text) instanceof PastedText.Digits(boolean plus, String digits))) {
            return parse(text, null) instanceof NumberReading.Parsed(PhoneNumber number)
                    ? Optional.of(number)
                    : Optional.empty();
        }
        String e164 = plus || !digits.startsWith("00") ? "+" + digits : "+" + digits.substring(2);
        if (parse(e164, null) instanceof NumberReading.Parsed(PhoneNumber number)) {
            return Optional.of(number);
        }
        return PhoneNumber.isE164(e164) ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    }

    /** The number by the plans of today, for one that was stored under an older plan. */
    public PhoneNumber today(PhoneNumber number) {
        return reader.today(number);
    }

    /** The forms that a number had under older plans; what was never renumbered has none. */
    public List<PhoneNumber> former(PhoneNumber number) {
        return reader.former(number).stream().map(PhoneNumber::new).toList();
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
     * Whether an SMS can reach the number as far as its plan tells: not a landline where the plan tells landlines from mobile
     * numbers. A number of fiction takes whatever the development inbox takes.
     */
    public boolean takesSms(PhoneNumber number) {
        return type(number) != NumberType.FIXED_LINE
                || isFictitious(number)
                || !plans.getSupportedTypesForRegion(region(number)).contains(PhoneNumberType.MOBILE);
    }

    /** Whether numbers of a region can be read: an upper-case code of ISO 3166, or {@code 001}. */
    public boolean knowsRegion(String region) {
        return region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)
                || plans.getSupportedRegions().contains(region);
    }

    private Phonenumber.PhoneNumber known(PhoneNumber number) {
        try {
            return plans.parse(number.e164(), null);
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("not a number that was read here", e);
        }
    }
}
