package dev.firstring.abuse.challenge;

import org.jspecify.annotations.Nullable;

/**
 * A solution that a caller presents.
 *
 * @param text as it was sent; null if absent
 * @param vouched whether the captcha's vendor has confirmed it
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
