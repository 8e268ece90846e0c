package dev.firstring.phone.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The formats of a region's numbers, as required to format a number while it is typed. Immutable.
 *
 * @param callingCode without the plus sign
 * @param prefix the prefix that is dialled before national numbers, such as {@code 0}; null for none
 * @param lengths the current and former lengths of national numbers without the prefix, in ascending order; includes
 *     numbers that are dialled within one area
 * @param example a mobile number in national format, for display
 * @param formats the first that matches is used
 */
public record NumberingPlan(
        int callingCode,
        @Nullable String prefix,
        List<Integer> lengths,
        @Nullable String example,
        List<Format> formats) {

    public NumberingPlan {
        lengths = List.copyOf(lengths);
        formats = List.copyOf(formats);
    }

    /**
     * A format of numbers.
     *
     * @param pattern regular expression that matches the whole national number
     * @param format the replacement, with {@code $1} for the first group
     * @param leading regular expressions for the leading digits, each narrower than the previous one; empty for all
     *     numbers
     * @param withPrefix replaces the first group if the prefix is dialled, such as {@code 0$1}; null for no change
     */
    public record Format(
            String pattern,
            String format,
            List<String> leading,
            @Nullable String withPrefix) {

        public Format {
            leading = List.copyOf(leading);
        }
    }
}
