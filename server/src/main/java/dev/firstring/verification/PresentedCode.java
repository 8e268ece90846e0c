package dev.firstring.verification;

import dev.firstring.phone.PastedText;

/** A code as a user types or pastes it (OTC-5): the digits that {@link PastedText} finds, if they can be a code. */
public sealed interface PresentedCode {

    record Read(Otp code) implements PresentedCode {}

    /** Too few or too many digits. */
    record NoCode() implements PresentedCode {}

    /**
     * The text contains a character that is not allowed in a code.
     *
     * @param character the first such character, such as {@code U+0061 LATIN SMALL LETTER A}
     */
    record Strange(String character) implements PresentedCode {}

    static PresentedCode read(String text) {
        return switch (PastedText.read(text)) {
            case PastedText.Digits(boolean plus, String digits) -> plus ? new Strange("U+002B PLUS SIGN") : of(digits);
            case PastedText.Strange strange -> new Strange(strange.name());
            case PastedText.TooLong() -> new NoCode();
        };
    }

    private static PresentedCode of(String digits) {
        return digits.length() < 6 || digits.length() > 8 ? new NoCode() : new Read(new Otp(digits));
    }
}
