package dev.firstring.phone.reading;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonemetadata.NumberFormat;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Detects digits that are the national form of a mobile number in some country. People in New Jersey write a local
 * number as {@code 2015550125}, which a parser reads as an Egyptian number. Thread-safe.
 */
final class NationalForms {

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
            PhoneMetadata plan = List.copyOf(data.getMetadataParser().parse(in)).getFirst();
            return plan.getNumberFormatList().stream().anyMatch(NumberFormat::getNationalPrefixOptionalWhenFormatting);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the numbering plan of " + region, e);
        }
    }
}
