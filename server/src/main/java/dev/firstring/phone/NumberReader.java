package dev.firstring.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonemetadata.NumberFormat;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import dev.firstring.phone.PhoneNumbers.Reading.Parsed;
import dev.firstring.phone.PhoneNumbers.Reading.Reason;
import dev.firstring.phone.PhoneNumbers.Reading.Strange;
import dev.firstring.phone.PhoneNumbers.Reading.Unparsable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a text as a phone number. If the digits are ambiguous, a reading that can receive SMS takes precedence; of two
 * such readings, the national one. Thread-safe.
 */
public final class NumberReader {

    private static final int MOST_E164_DIGITS = 15;
    private static final int LEAST_E164_DIGITS = 6;

    /** Fifteen digits of E.164, plus an international prefix or a trunk prefix in brackets. */
    private static final int MOST_DIGITS = 20;

    /** Digits to dial after the call is answered, as written after a number. */
    private static final Pattern EXTENSION = Pattern.compile(
            "(?:;?\\s*(?:ext(?:ensi[oó]n|n)?|poste|anexo|int|доб)\\b[\\s.:=]*|[x×#,;]+)\\s*\\d{1,11}\\W*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final String ABROAD = "00";

    private final PhoneNumberUtil plans;
    private final Renumbering renumbering;
    private final NationalForms nationalForms;

    public NumberReader(PhoneNumberUtil plans) {
        this.plans = plans;
        this.renumbering = Renumbering.load(this::isValid);
        this.nationalForms = new NationalForms(plans);
    }

    /**
     * Parses a text.
     *
     * @param region ISO 3166 alpha-2 code in either case; ignored if the text has a plus sign
     */
    public PhoneNumbers.Reading read(String text, @Nullable String region) {
        Optional<PastedText.TelUri> uri =
                text.length() > PastedText.LONGEST ? Optional.empty() : PastedText.TelUri.of(text);
        if (uri.isEmpty()) {
            return readDigits(text, region);
        }
        if (uri.get().extended()) {
            return new Unparsable(Reason.EXTENSION);
        }
        String prefix = uri.get().prefix();
        String number = uri.get().number();
        boolean local = PastedText.read(number) instanceof PastedText.Digits(boolean plus, var _) && !plus;
        return readDigits(prefix != null && local ? prefix + number : number, region);
    }

    /** The current form of a number that may have been stored under an older numbering plan. */
    public PhoneNumber today(PhoneNumber number) {
        String today = renumbering.today(number.e164());
        return today.equals(number.e164()) ? number : new PhoneNumber(today);
    }

    /** The forms of a number under older numbering plans. */
    public List<String> former(PhoneNumber number) {
        return renumbering.former(number.e164());
    }

    private PhoneNumbers.Reading readDigits(String text, @Nullable String region) {
        return switch (PastedText.read(text)) {
            case PastedText.TooLong() -> new Unparsable(Reason.TOO_LONG);
            case PastedText.Strange strange ->
                isExtension(text, strange.at()) ? new Unparsable(Reason.EXTENSION) : new Strange(strange.name());
            case PastedText.Digits(boolean plus, String digits) -> {
                if (digits.isEmpty()) {
                    yield new Unparsable(Reason.EMPTY);
                }
                if (digits.length() > MOST_DIGITS) {
                    yield new Unparsable(Reason.TOO_LONG);
                }
                if (plus) {
                    yield international(digits);
                }
                yield region == null ? unplaced(digits) : placed(digits, region.toUpperCase(Locale.ROOT));
            }
        };
    }

    private static boolean isExtension(String text, int at) {
        return PastedText.read(text.substring(0, at)) instanceof PastedText.Digits(var _, String before)
                && before.length() >= LEAST_E164_DIGITS
                && EXTENSION.matcher(text).region(at, text.length()).matches();
    }

    /**
     * Parses digits without a region. Without a plus sign they are an international number, unless they can also be the
     * national form of a number in some country.
     */
    private PhoneNumbers.Reading unplaced(String digits) {
        if (digits.startsWith(ABROAD)) {
            return international(digits.substring(ABROAD.length()));
        }
        PhoneNumbers.Reading whole = international(digits);
        return switch (whole) {
            case Parsed(PhoneNumber number) ->
                nationalForms.matches(digits, number.e164()) ? new Unparsable(Reason.REGION_MISSING) : whole;
            case Unparsable(Reason reason)
            when reason == Reason.TOO_LONG || digits.length() < LEAST_E164_DIGITS -> whole;
            case Unparsable _, Strange _ -> new Unparsable(Reason.REGION_MISSING);
        };
    }

    private PhoneNumbers.Reading placed(String digits, String region) {
        if (!plans.getSupportedRegions().contains(region)) {
            return new Unparsable(Reason.UNKNOWN_REGION);
        }
        List<PhoneNumbers.Reading> readings = readings(digits, region);
        for (PhoneNumbers.Reading reading : readings) {
            if (reading instanceof Parsed(PhoneNumber number) && takesSms(number)) {
                return reading;
            }
        }
        for (PhoneNumbers.Reading reading : readings) {
            if (reading instanceof Parsed) {
                return reading;
            }
        }
        PhoneNumbers.Reading first = readings.getFirst();
        // Only digits that cannot be a mistyped national number are read as a number of another country.
        return first.equals(new Unparsable(Reason.TOO_LONG)) && international(digits) instanceof Parsed parsed
                ? parsed
                : first;
    }

    /** The possible readings of the digits in the region, the most likely first. */
    private List<PhoneNumbers.Reading> readings(String digits, String region) {
        String code = Integer.toString(plans.getCountryCodeForRegion(region));
        List<PhoneNumbers.Reading> readings = new ArrayList<>();
        // As libphonenumber parses them: national, or after the exit code of the region.
        readings.add(parse(digits, region));
        // Always national, even if the digits begin like an exit code.
        readings.add(parse("+" + code + digits, null));
        if (digits.startsWith(code)) {
            readings.add(international(digits));
        }
        if (digits.startsWith(ABROAD)) {
            readings.add(international(digits.substring(ABROAD.length())));
        }
        return readings;
    }

    private boolean takesSms(PhoneNumber number) {
        try {
            return switch (plans.getNumberType(plans.parse(number.e164(), null))) {
                case MOBILE, FIXED_LINE_OR_MOBILE -> true;
                case FIXED_LINE,
                        TOLL_FREE,
                        PREMIUM_RATE,
                        SHARED_COST,
                        VOIP,
                        PERSONAL_NUMBER,
                        PAGER,
                        UAN,
                        VOICEMAIL,
                        UNKNOWN -> false;
            };
        } catch (NumberParseException e) {
            throw new IllegalArgumentException("not a number that was read here", e);
        }
    }

    private PhoneNumbers.Reading international(String digits) {
        return digits.startsWith("0") ? new Unparsable(Reason.UNKNOWN_COUNTRY) : parse("+" + digits, null);
    }

    private PhoneNumbers.Reading parse(String text, @Nullable String region) {
        try {
            Phonenumber.PhoneNumber first = plans.parse(text, region);
            String e164 = plans.format(first, PhoneNumberFormat.E164);
            String today = renumbering.today(e164);
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

    private PhoneNumbers.Reading judge(Phonenumber.PhoneNumber candidate, String e164) {
        if (e164.length() > MOST_E164_DIGITS + 1) {
            return new Unparsable(Reason.TOO_LONG);
        }
        if (e164.length() < LEAST_E164_DIGITS + 1) {
            return new Unparsable(Reason.TOO_SHORT);
        }
        PhoneNumber number = new PhoneNumber(e164);
        if (number.isFictitious()) {
            return new Parsed(number);
        }
        return switch (plans.isPossibleNumberWithReason(candidate)) {
            case IS_POSSIBLE -> plans.isValidNumber(candidate) ? new Parsed(number) : new Unparsable(Reason.NOT_VALID);
            case IS_POSSIBLE_LOCAL_ONLY, TOO_SHORT -> new Unparsable(Reason.TOO_SHORT);
            case TOO_LONG -> new Unparsable(Reason.TOO_LONG);
            case INVALID_LENGTH -> new Unparsable(Reason.NOT_VALID);
            case INVALID_COUNTRY_CODE -> new Unparsable(Reason.UNKNOWN_COUNTRY);
        };
    }

    private boolean isValid(String e164) {
        try {
            return plans.isValidNumber(plans.parse(e164, null));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /**
     * Detects digits that are the national form of a mobile number in some country. People in New Jersey write a local
     * number as {@code 2015550125}, which a parser reads as an Egyptian number. Thread-safe.
     */
    private static final class NationalForms {

        /** @param prefix the digits that are written before the national number; empty for none */
        private record Form(int callingCode, String prefix) {}

        private final PhoneNumberUtil plans;
        private final List<Form> forms;

        NationalForms(PhoneNumberUtil plans) {
            this.plans = plans;
            Set<String> known = new TreeSet<>();
            List<Form> found = new ArrayList<>();
            for (String region : plans.getSupportedRegions()) {
                for (Form form : formsOf(region)) {
                    if (known.add(form.toString())) {
                        found.add(form);
                    }
                }
            }
            this.forms = List.copyOf(found);
        }

        /** Whether the digits are the national form of a number other than this one that can receive an SMS. */
        boolean matches(String digits, String e164) {
            return forms.stream().anyMatch(form -> matches(form, digits, e164));
        }

        private boolean matches(Form form, String digits, String e164) {
            if (!digits.startsWith(form.prefix())) {
                return false;
            }
            String national = digits.substring(form.prefix().length());
            if (national.isEmpty() || national.startsWith("0") || e164.equals("+" + form.callingCode() + national)) {
                return false;
            }
            var number = new Phonenumber.PhoneNumber();
            number.setCountryCode(form.callingCode());
            number.setNationalNumber(Long.parseLong(national));
            PhoneNumberType type = plans.getNumberType(number);
            return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
        }

        /** Digits that begin with zero are never read as an international number, so those forms are omitted. */
        private List<Form> formsOf(String region) {
            Phonenumber.PhoneNumber mobile = plans.getExampleNumberForType(region, PhoneNumberType.MOBILE);
            if (mobile == null) {
                return List.of();
            }
            String national = plans.getNationalSignificantNumber(mobile);
            String written = PhoneNumberUtil.normalizeDigitsOnly(plans.format(mobile, PhoneNumberFormat.NATIONAL));
            int code = mobile.getCountryCode();
            List<Form> found = new ArrayList<>();
            if (written.equals(national) || prefixIsOptional(region)) {
                found.add(new Form(code, ""));
            }
            if (written.length() > national.length() && written.endsWith(national) && !written.startsWith("0")) {
                found.add(new Form(code, written.substring(0, written.length() - national.length())));
            }
            return found;
        }

        private static boolean prefixIsOptional(String region) {
            var data = DefaultMetadataDependenciesProvider.getInstance();
            String file = data.getPhoneNumberMetadataFileNameProvider().getFor(region);
            try (InputStream in = data.getMetadataLoader().loadMetadata(file)) {
                PhoneMetadata plan =
                        List.copyOf(data.getMetadataParser().parse(in)).getFirst();
                return plan.getNumberFormatList().stream()
                        .anyMatch(NumberFormat::getNationalPrefixOptionalWhenFormatting);
            } catch (IOException e) {
                throw new UncheckedIOException("could not read the numbering plan of " + region, e);
            }
        }
    }
}
