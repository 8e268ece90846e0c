package dev.firstring.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Parses phone numbers and provides what the numbering plans contain about them (TEL-1 to TEL-7). A parsed number has
 * one canonical form: parsing that form again returns the same number. Nothing here proves that a number is in use.
 * Thread-safe.
 */
@Component
public final class PhoneNumbers {

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final NumberReader reader = new NumberReader(plans);

    /**
     * Parses a text that a user typed or pasted, or a {@code tel:} URI (RFC 3966). Never throws, and takes little time
     * for texts of any length.
     *
     * @param text E.164, also after {@code 00}, and without a plus sign if unambiguous; with a region also the national
     *     form, or a number after the region's exit code
     * @param region ISO 3166 alpha-2 code in either case; ignored if the text has a plus sign
     */
    public Reading parse(String text, @Nullable String region) {
        return reader.read(text, region);
    }

    /**
     * Parses a text that identifies an already known number, so that nothing is sent to it. Digits without a plus sign
     * are always E.164, and a number that is no longer in the current numbering plans is accepted. Empty if the text is
     * not a number.
     */
    public Optional<PhoneNumber> parseKnown(String text) {
        if (!(PastedText.read(text) instanceof PastedText.Digits(boolean plus, String digits))) {
            return parse(text, null) instanceof Reading.Parsed(PhoneNumber number)
                    ? Optional.of(number)
                    : Optional.empty();
        }
        String e164 = plus || !digits.startsWith("00") ? "+" + digits : "+" + digits.substring(2);
        if (parse(e164, null) instanceof Reading.Parsed(PhoneNumber number)) {
            return Optional.of(number);
        }
        return PhoneNumber.isE164(e164) ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    }

    /** The current form of a number that was stored under an older numbering plan. */
    public PhoneNumber today(PhoneNumber number) {
        return reader.today(number);
    }

    /** The forms of a number under older numbering plans; empty if it was never renumbered. */
    public List<PhoneNumber> former(PhoneNumber number) {
        return reader.former(number).stream().map(PhoneNumber::new).toList();
    }

    /** The ISO 3166 region of a number; {@code 001} if it belongs to no country. */
    public String region(PhoneNumber number) {
        Phonenumber.PhoneNumber known = known(number);
        String exact = plans.getRegionCodeForNumber(known);
        return exact != null ? exact : plans.getRegionCodeForCountryCode(known.getCountryCode());
    }

    /** The number in international format, such as {@code +33 6 39 98 12 34}. */
    public String international(PhoneNumber number) {
        return plans.format(known(number), PhoneNumberFormat.INTERNATIONAL);
    }

    /** The number in national format. */
    public String national(PhoneNumber number) {
        return plans.format(known(number), PhoneNumberFormat.NATIONAL);
    }

    /** The type according to the numbering plan of the number's country. */
    public Type type(PhoneNumber number) {
        return Type.valueOf(plans.getNumberType(known(number)).name());
    }

    /**
     * Whether the number can receive SMS as far as its plan tells: false for a landline if the plan distinguishes
     * landlines from mobile numbers. Always true for a number reserved for fiction.
     */
    public boolean takesSms(PhoneNumber number) {
        return type(number) != Type.FIXED_LINE
                || number.isFictitious()
                || !plans.getSupportedTypesForRegion(region(number)).contains(PhoneNumberType.MOBILE);
    }

    /**
     * Whether numbers of a region can be parsed.
     *
     * @param region an upper-case ISO 3166 code, or {@code 001}
     */
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

    /** The types of numbers that numbering plans distinguish. */
    public enum Type {
        FIXED_LINE,
        MOBILE,
        /** The plan does not distinguish the two. */
        FIXED_LINE_OR_MOBILE,
        TOLL_FREE,
        PREMIUM_RATE,
        SHARED_COST,
        VOIP,
        PERSONAL_NUMBER,
        PAGER,
        UAN,
        VOICEMAIL,
        UNKNOWN
    }

    /** The result of parsing a text as a phone number. */
    public sealed interface Reading {

        /** A valid number, or one reserved for fiction, in its canonical form (TEL-6). */
        record Parsed(PhoneNumber number) implements Reading {}

        /** The text is not a phone number. */
        record Unparsable(Reason reason) implements Reading {}

        /**
         * The text contains a character that is not allowed in a number.
         *
         * @param character the first such character, such as {@code U+0061 LATIN SMALL LETTER A}
         */
        record Strange(String character) implements Reading {}

        enum Reason {
            /** The text contains no digits. */
            EMPTY,
            /** It looks like a number without its country code, and no region was given. */
            REGION_MISSING,
            /** Not an ISO 3166 region with phone numbers. */
            UNKNOWN_REGION,
            /** It does not start with an existing country code. */
            UNKNOWN_COUNTRY,
            /** It contains an extension or other digits to dial later, which no message reaches. */
            EXTENSION,
            TOO_SHORT,
            TOO_LONG,
            /** The length may be possible, but the number is not valid. */
            NOT_VALID
        }
    }
}
