package dev.firstring.phone.plan;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.firstring.phone.NumberSettings;
import java.util.List;
import org.springframework.stereotype.Component;

/** The countries that codes may be sent to. Thread-safe. */
@Component
public final class DialingCountries {

    private final List<DialingCountry> all;

    DialingCountries(NumberSettings settings) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        this.all = plans.getSupportedRegions().stream()
                .filter(region -> settings.countries().of(region) != NumberSettings.CountryRule.DENY)
                .sorted()
                .map(region -> {
                    int code = plans.getCountryCodeForRegion(region);
                    return new DialingCountry(
                            region,
                            code,
                            plans.getRegionCodeForCountryCode(code).equals(region));
                })
                .toList();
    }

    /** All countries, ordered by ISO 3166 code. */
    public List<DialingCountry> all() {
        return all;
    }
}
