package dev.firstring.web.number;

import dev.firstring.phone.plan.DialingCountries;
import dev.firstring.phone.plan.DialingCountry;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The countries that a user can select, in the user's language. Thread-safe. */
@Component
public final class CountryChoice {

    /** The default if the browser's languages name no known country. */
    private static final String LAST_RESORT = "US";

    /** The country of most browsers that request a language without a country. */
    private static final Map<String, String> HOMES = Map.ofEntries(
            Map.entry("fr", "FR"),
            Map.entry("de", "DE"),
            Map.entry("es", "ES"),
            Map.entry("it", "IT"),
            Map.entry("pt", "PT"),
            Map.entry("nl", "NL"),
            Map.entry("pl", "PL"),
            Map.entry("ru", "RU"),
            Map.entry("uk", "UA"),
            Map.entry("tr", "TR"),
            Map.entry("ar", "SA"),
            Map.entry("ja", "JP"),
            Map.entry("zh", "CN"),
            Map.entry("sv", "SE"),
            Map.entry("da", "DK"),
            Map.entry("cs", "CZ"),
            Map.entry("el", "GR"),
            Map.entry("ro", "RO"),
            Map.entry("hi", "IN"));

    private final List<DialingCountry> countries;
    private final Map<Locale, List<Country>> known = new ConcurrentHashMap<>();

    CountryChoice(DialingCountries countries) {
        this.countries = countries.all();
    }

    /**
     * A country that can be selected.
     *
     * @param region upper-case ISO 3166 code
     * @param name in the user's language
     * @param code calling code without the plus sign
     * @param main whether this is the default country of the calling code
     */
    public record Country(String region, String name, int code, boolean main) {}

    /** Returns all countries, sorted by name in the language's collation order. */
    public List<Country> in(Locale language) {
        return known.computeIfAbsent(Locale.of(language.getLanguage()), this::sorted);
    }

    /**
     * Returns the country to preselect: the requested one, else the first known one that the browser's languages name or
     * imply.
     */
    public String likely(List<Locale> wanted, @Nullable String asked) {
        if (asked != null && isKnown(asked)) {
            return asked;
        }
        for (Locale locale : wanted) {
            String region =
                    locale.getCountry().isEmpty() ? HOMES.getOrDefault(locale.getLanguage(), "") : locale.getCountry();
            if (isKnown(region)) {
                return region;
            }
        }
        return isKnown(LAST_RESORT) ? LAST_RESORT : countries.getFirst().region();
    }

    private boolean isKnown(String region) {
        return countries.stream().anyMatch(country -> country.region().equals(region));
    }

    private List<Country> sorted(Locale language) {
        Collator order = Collator.getInstance(language);
        return countries.stream()
                .map(country -> new Country(
                        country.region(),
                        Locale.of("", country.region()).getDisplayCountry(language),
                        country.callingCode(),
                        country.main()))
                .sorted(Comparator.comparing(Country::name, order))
                .toList();
    }
}
