package dev.firstring.phone;

import dev.firstring.phone.NumberPolicy.Verdict.Allowed;
import dev.firstring.phone.NumberPolicy.Verdict.CallOnly;
import dev.firstring.phone.NumberPolicy.Verdict.Reason;
import dev.firstring.phone.NumberPolicy.Verdict.Refused;
import dev.firstring.phone.NumberSettings.CountryRule;
import dev.firstring.phone.NumberSettings.Fictitious;
import dev.firstring.phone.NumberSettings.Voip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether codes may be sent to a number: by country, by ranges of the operator, by type (TEL-3) and by ranges
 * reserved for fiction (TEL-7). Test numbers are not considered: callers look them up first. Makes no remote calls and
 * keeps no state. Thread-safe.
 */
@Component
public final class NumberPolicy {

    private static final Set<PhoneNumbers.Type> NEVER = EnumSet.of(
            PhoneNumbers.Type.PREMIUM_RATE,
            PhoneNumbers.Type.SHARED_COST,
            PhoneNumbers.Type.TOLL_FREE,
            PhoneNumbers.Type.PAGER,
            PhoneNumbers.Type.UAN,
            PhoneNumbers.Type.VOICEMAIL);

    private final PhoneNumbers numbers;
    private final NumberSettings settings;
    private final DeliveryReach reach;
    private final RefusedRanges refusedRanges;
    private final Set<PhoneNumbers.Type> refusedTypes = EnumSet.copyOf(NEVER);

    /**
     * Validates the rules.
     *
     * @throws IllegalArgumentException if a country rule names an unknown region, or the file of ranges is invalid
     */
    public NumberPolicy(PhoneNumbers numbers, NumberSettings settings, DeliveryReach reach) {
        this.numbers = numbers;
        this.settings = settings;
        this.reach = reach;
        for (String region : settings.countries().rules().keySet()) {
            if (!numbers.knowsRegion(region)) {
                throw new IllegalArgumentException(
                        "firstring.numbers.countries.rules." + region
                                + " names no country with phone numbers; use a two-letter code of ISO 3166 such as FR, or 001.");
            }
        }
        refusedRanges = RefusedRanges.in(settings.refusedRanges());
        refusedTypes.addAll(settings.refusedTypes());
        if (settings.voip() == Voip.REFUSE) {
            refusedTypes.add(PhoneNumbers.Type.VOIP);
        }
    }

    /** Whether codes may be sent to a number. */
    public sealed interface Verdict {

        /**
         * Codes may be sent.
         *
         * @param monitored whether sends to its country are monitored closely
         */
        record Allowed(boolean monitored) implements Verdict {}

        /**
         * Codes may be sent by call only: the number is a landline, which cannot receive SMS.
         *
         * @param monitored whether sends to its country are monitored closely
         */
        record CallOnly(boolean monitored) implements Verdict {}

        /** Codes may not be sent. */
        record Refused(Reason reason) implements Verdict {}

        enum Reason {
            /** The rule of its country is {@code deny}. */
            COUNTRY,
            /** Numbers of its type get no codes (TEL-3). */
            TYPE,
            /** It is a landline, and the operator refuses landlines. */
            LANDLINE,
            /** It is in a range that the operator refuses. */
            RANGE,
            /** It is reserved for fiction (TEL-7). */
            FICTITIOUS
        }
    }

    /** Checks country, range, fiction and type in this order; the first that refuses the number decides. */
    public Verdict judge(PhoneNumber number) {
        CountryRule rule = settings.countries().of(numbers.region(number));
        if (rule == CountryRule.DENY) {
            return new Refused(Reason.COUNTRY);
        }
        if (refusedRanges.contain(number.e164())
                || numbers.former(number).stream().map(PhoneNumber::e164).anyMatch(refusedRanges::contain)) {
            return new Refused(Reason.RANGE);
        }
        if (number.isFictitious()) {
            // The type is not checked: many of these numbers have none.
            return settings.fictitious() == Fictitious.INBOX_ONLY && reach.inboxOnly()
                    ? new Allowed(rule == CountryRule.MONITOR)
                    : new Refused(Reason.FICTITIOUS);
        }
        boolean monitored = rule == CountryRule.MONITOR;
        PhoneNumbers.Type type = numbers.type(number);
        if (refusedTypes.contains(type)) {
            return new Refused(type == PhoneNumbers.Type.FIXED_LINE ? Reason.LANDLINE : Reason.TYPE);
        }
        return numbers.takesSms(number) ? new Allowed(monitored) : new CallOnly(monitored);
    }

    /**
     * Ranges that the operator refuses, such as disposable or VoIP numbers. They are listed in a file with one prefix
     * per line, with or without its plus sign and blanks; {@code #} begins a comment. Immutable.
     */
    public static final class RefusedRanges {

        private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{1,14}");
        private static final int SHORTEST = 3;

        private final Set<String> prefixes;

        private RefusedRanges(Set<String> prefixes) {
            this.prefixes = Set.copyOf(prefixes);
        }

        /**
         * Reads the ranges.
         *
         * @param file null for no ranges
         * @throws IllegalArgumentException if the file cannot be read or one of its lines is not a prefix
         */
        public static RefusedRanges in(@Nullable Path file) {
            if (file == null) {
                return new RefusedRanges(Set.of());
            }
            Set<String> prefixes = new HashSet<>();
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i).replaceFirst("#.*", "").replaceAll("\\s", "");
                if (!text.isEmpty()) {
                    String prefix = text.startsWith("+") ? text : "+" + text;
                    if (!PREFIX.matcher(prefix).matches()) {
                        throw new IllegalArgumentException("firstring.numbers.refused-ranges: line " + (i + 1) + " of "
                                + file + " is no prefix such as +33700");
                    }
                    prefixes.add(prefix);
                }
            }
            return new RefusedRanges(prefixes);
        }

        /** Whether a number in E.164 begins with one of the prefixes. */
        public boolean contain(String e164) {
            for (int length = SHORTEST; length <= e164.length() && !prefixes.isEmpty(); length++) {
                if (prefixes.contains(e164.substring(0, length))) {
                    return true;
                }
            }
            return false;
        }

        private static List<String> lines(Path file) {
            try {
                return Files.readAllLines(file);
            } catch (IOException e) {
                throw new IllegalArgumentException("firstring.numbers.refused-ranges: " + file + " cannot be read", e);
            }
        }
    }
}
