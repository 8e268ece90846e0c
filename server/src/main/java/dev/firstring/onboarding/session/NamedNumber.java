package dev.firstring.onboarding.session;

import dev.firstring.phone.NumberReading.Parsed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import java.util.Optional;

/**
 * The text of a number in a request for an existing session. It is parsed with the region of the session's start, so
 * that a text which start accepted is accepted by later requests too.
 */
public record NamedNumber(String text) {

    public static NamedNumber of(PhoneNumber number) {
        return new NamedNumber(number.e164());
    }

    /** Parses the text with the region of the session; empty if it is not a phone number. */
    public Optional<PhoneNumber> in(OnboardingSession session, PhoneNumbers numbers) {
        return numbers.parse(text, session.region()) instanceof Parsed(PhoneNumber number)
                ? Optional.of(number)
                : Optional.empty();
    }

    /** Whether the text is the number of the session, according to the current numbering plans. */
    public boolean isThatOf(OnboardingSession session, PhoneNumbers numbers) {
        PhoneNumber own = session.number();
        return own != null
                && in(session, numbers).filter(numbers.today(own)::equals).isPresent();
    }

    /** Does not contain the text. */
    @Override
    public String toString() {
        return "NamedNumber";
    }
}
