package dev.firstring.abuse.challenge;

import org.jspecify.annotations.Nullable;

/**
 * What a caller presents as the solution of a challenge.
 *
 * @param text as it was sent; null if nothing was
 * @param vouched whether the vendor of a captcha has said that it is good
 */
public record PresentedSolution(@Nullable String text, boolean vouched) {

    public static PresentedSolution of(@Nullable String text) {
        return new PresentedSolution(text, false);
    }

    PresentedSolution vouchedFor() {
        return new PresentedSolution(text, true);
    }

    @Override
    public String toString() {
        return "PresentedSolution[vouched=" + vouched + "]";
    }
}
