package dev.firstring.web.number;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import org.springframework.stereotype.Component;

/** Masks a number, so that its owner recognizes it and bystanders cannot read it. Thread-safe. */
@Component
public final class MaskedNumber {

    private static final int SHOWN = 3;

    private final PhoneNumbers numbers;

    MaskedNumber(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /** Returns the number with its calling code and last digits, and a dot for each other digit. */
    public String of(PhoneNumber number) {
        String text = numbers.international(number);
        int codeEnds = text.indexOf(' ') < 0 ? 1 : text.indexOf(' ');
        StringBuilder shown = new StringBuilder(text.length());
        long digits = text.chars().filter(Character::isDigit).count();
        long seen = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (Character.isDigit(character)) {
                seen++;
                boolean hidden = at >= codeEnds && seen <= digits - SHOWN;
                shown.append(hidden ? '•' : character);
            } else {
                shown.append(character == '-' ? ' ' : character);
            }
        }
        return shown.toString();
    }
}
