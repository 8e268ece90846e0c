package dev.firstring.phone;

import dev.firstring.phone.NumberSettings.CountryRule;
import dev.firstring.phone.NumberSettings.Fictitious;
import dev.firstring.phone.NumberSettings.Voip;
import dev.firstring.phone.NumberVerdict.Allowed;
import dev.firstring.phone.NumberVerdict.CallOnly;
import dev.firstring.phone.NumberVerdict.Reason;
import dev.firstring.phone.NumberVerdict.Refused;
import dev.firstring.phone.reading.RefusedRanges;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Decides whether codes may be sent to a number: by country, by ranges of the operator, by type (TEL-3) and by ranges
 * reserved for fiction (TEL-7). Test numbers are not considered: callers look them up first. Makes no remote calls and
 * keeps no state. Thread-safe.
 */
@Component
public final class NumberPolicy {

    private static final Set<NumberType> NEVER = EnumSet.of(
            NumberType.PREMIUM_RATE,
            NumberType.SHARED_COST,
            NumberType.TOLL_FREE,
            NumberType.PAGER,
            NumberType.UAN,
            NumberType.VOICEMAIL);

    private final PhoneNumbers numbers;
    private final NumberSettings settings;
    private final DeliveryReach reach;
    private final RefusedRanges refusedRanges;
    private final Set<NumberType> refusedTypes = EnumSet.copyOf(NEVER);

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
            refusedTypes.add(NumberType.VOIP);
        }
    }

    /** Checks country, range, fiction and type in this order; the first that refuses the number decides. */
    public NumberVerdict judge(PhoneNumber number) {
        CountryRule rule = settings.countries().of(numbers.region(number));
        if (rule == CountryRule.DENY) {
            return new Refused(Reason.COUNTRY);
        }
        if (refusedRanges.contain(number.e164())
                || numbers.former(number).stream().map(PhoneNumber::e164).anyMatch(refusedRanges::contain)) {
            return new Refused(Reason.RANGE);
        }
        if (numbers.isFictitious(number)) {
            // The type is not checked: many of these numbers have none.
            return settings.fictitious() == Fictitious.INBOX_ONLY && reach.inboxOnly()
                    ? new Allowed(rule == CountryRule.MONITOR)
                    : new Refused(Reason.FICTITIOUS);
        }
        boolean monitored = rule == CountryRule.MONITOR;
        NumberType type = numbers.type(number);
        if (refusedTypes.contains(type)) {
            return new Refused(type == NumberType.FIXED_LINE ? Reason.LANDLINE : Reason.TYPE);
        }
        return numbers.takesSms(number) ? new Allowed(monitored) : new CallOnly(monitored);
    }
}
