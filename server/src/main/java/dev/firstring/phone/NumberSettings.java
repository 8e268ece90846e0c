package dev.firstring.phone;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Which numbers may receive codes.
 *
 * @param countries rules by country
 * @param refusedTypes types of numbers that are rejected in addition to {@code PREMIUM_RATE}, {@code SHARED_COST},
 *     {@code TOLL_FREE}, {@code PAGER}, {@code UAN} and {@code VOICEMAIL}, which always are; default none.
 *     {@code FIXED_LINE} rejects landlines, which get no SMS and are otherwise offered a call
 * @param refusedRanges a file of ranges that get no codes: one prefix such as {@code +33700} per line, comments after
 *     {@code #}; default none
 * @param voip whether VoIP numbers are accepted: {@code allow} or {@code refuse}; default {@code refuse}
 * @param fictitious how to treat numbers reserved for fiction: {@code refuse}, or {@code inbox-only}, which allows them
 *     while the development inbox is the only sender. Production always rejects them; default {@code inbox-only}
 * @param test numbers with a fixed code for the reviewers of app stores; default none
 */
@Validated
@ConfigurationProperties("firstring.numbers")
public record NumberSettings(
        @DefaultValue @Valid Countries countries,
        @DefaultValue Set<PhoneNumbers.Type> refusedTypes,
        @Nullable Path refusedRanges,
        @DefaultValue("refuse") Voip voip,
        @DefaultValue("inbox-only") Fictitious fictitious,
        @DefaultValue List<@Valid Test> test) {

    public NumberSettings {
        refusedTypes = Set.copyOf(refusedTypes);
        test = List.copyOf(test);
        if (refusedTypes.contains(PhoneNumbers.Type.MOBILE)
                || refusedTypes.contains(PhoneNumbers.Type.FIXED_LINE_OR_MOBILE)) {
            throw new IllegalArgumentException("firstring.numbers.refused-types must not hold MOBILE or"
                    + " FIXED_LINE_OR_MOBILE: nobody could sign up. To close a country, set its rule to deny.");
        }
    }

    public enum CountryRule {
        /** Codes are sent. */
        ALLOW,
        /** Codes are sent and watched. */
        MONITOR,
        /** No codes are sent. */
        DENY
    }

    public enum Voip {
        ALLOW,
        REFUSE
    }

    public enum Fictitious {
        REFUSE,
        INBOX_ONLY
    }

    /**
     * Rules by country.
     *
     * @param standard the rule for countries without their own, set as {@code default}: {@code allow}, {@code monitor}
     *     or {@code deny}; default {@code allow}
     * @param rules the rule of a region (ISO 3166 alpha-2 in either case, or 001 for codes that belong to no country);
     *     default none
     */
    public record Countries(
            @Name("default") @DefaultValue("allow") CountryRule standard,
            @DefaultValue Map<String, CountryRule> rules) {

        public Countries {
            rules = rules.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            rule -> rule.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
        }

        /** The rule for numbers of a region, an upper-case code. */
        public CountryRule of(String region) {
            return rules.getOrDefault(region, standard);
        }
    }

    /**
     * A number for the reviewers of app stores. {@link #toString()} does not show its code.
     *
     * @param number the number in E.164 with its plus sign, preferably of a range reserved for fiction
     * @param code six digits
     * @param until the last day on which it is valid, in UTC
     */
    public record Test(
            @NotNull String number,
            @NotNull String code,
            @NotNull LocalDate until) {

        @Override
        public String toString() {
            return "Test[" + number + " until " + until + "]";
        }
    }
}
