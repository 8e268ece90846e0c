package dev.firstring.phone.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of one region are written; what a page needs to format a number while it is typed. Immutable.
 *
 * @param callingCode without plus sign
 * @param prefix what is dialled before national numbers, such as {@code 0}; null where there is nothing
 * @param lengths how many digits national numbers have or had, without the prefix, in rising order; also within one area
 * @param example a mobile number in national form, for show
 * @param formats the first one that fits is used
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
     * One way to write numbers.
     *
     * @param pattern regular expression of the whole national number
     * @param format what it is replaced by, with {@code $1} for its first group
     * @param leading regular expressions of the first digits, each narrower than the one before; empty for all
     * @param withPrefix what the first group becomes when the prefix is dialled, such as {@code 0$1}; null for no change
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
