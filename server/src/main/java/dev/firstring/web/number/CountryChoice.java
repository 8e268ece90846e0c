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

/** The countries that a person may choose from, in the person's language. Thread-safe. */
@Component
public final class CountryChoice {

    /** Where a browser says nothing that helps. */
    private static final String LAST_RESORT = "US";

    /** Where most browsers that want a language and name no country are. */
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
     * One of them.
     *
     * @param region upper-case code of ISO 3166
     * @param name in the person's language
     * @param code calling code without plus sign
     * @param main whether the code is read as this country's where nothing else tells
     */
    public record Country(String region, String name, int code, boolean main) {}

    /** All of them, as the language sorts their names. */
    public List<Country> in(Locale language) {
        return known.computeIfAbsent(Locale.of(language.getLanguage()), this::sorted);
    }

    /** The country to begin with: the one that the browser's languages name first, or the main one of the first. */
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
