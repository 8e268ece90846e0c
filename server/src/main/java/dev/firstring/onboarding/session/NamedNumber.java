package dev.firstring.onboarding.session;

import dev.firstring.phone.NumberReading.Parsed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import java.util.Optional;

/**
 * A number that a request of a session names, as it was typed. It is read with the region that the session was started
 * with, so that the text that started a session also ends it.
 */
public record NamedNumber(String text) {

    public static NamedNumber of(PhoneNumber number) {
        return new NamedNumber(number.e164());
    }

    /** The number that the text is in this session; empty if it is none. */
    public Optional<PhoneNumber> in(OnboardingSession session, PhoneNumbers numbers) {
        return numbers.parse(text, session.region()) instanceof Parsed(PhoneNumber number)
                ? Optional.of(number)
                : Optional.empty();
    }

    /** Whether it is the number of the session. */
    public boolean isThatOf(OnboardingSession session, PhoneNumbers numbers) {
        PhoneNumber own = session.number();
        return own != null
                && in(session, numbers).filter(numbers.today(own)::equals).isPresent();
    }

    /** Not the text. */
    @Override
    public String toString() {
        return "NamedNumber";
    }
}
