package dev.firstring.onboarding.api;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.session.NamedNumber;
import dev.firstring.phone.NumberReading;
import dev.firstring.phone.PastedText;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.WireWord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Parses the phone numbers in requests. Thread-safe. */
@Component
public class NumberText {

    private final PhoneNumbers numbers;

    NumberText(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * Parses a text of bounded length. It may contain what address books and links add to a number, so the request
     * bodies leave the check of its characters to the parser.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if it is not a number
     */
    PhoneNumber read(@Nullable String text, @Nullable String region) {
        return switch (numbers.parse(text == null ? "" : text, region)) {
            case NumberReading.Parsed(PhoneNumber number) -> number;
            case NumberReading refused -> throw problem(refused).asRefusal();
        };
    }

    /**
     * A number in a request for a session, which is parsed once the session's region is known.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if it cannot be a number in any region
     */
    NamedNumber named(@Nullable String text) {
        String given = text == null ? "" : text;
        NumberReading reading = numbers.parse(given, null);
        boolean hopeless = switch (reading) {
            case NumberReading.Parsed _ -> false;
            case NumberReading.Strange _ -> true;
            case NumberReading.Unparsable(NumberReading.Reason reason) ->
                reason == NumberReading.Reason.EMPTY
                        || reason == NumberReading.Reason.EXTENSION
                        || given.length() > PastedText.LONGEST;
        };
        if (hopeless) {
            throw problem(reading).asRefusal();
        }
        return new NamedNumber(given);
    }

    /**
     * Why a text is not a number.
     *
     * @throws IllegalArgumentException for a number
     */
    public static Problem problem(NumberReading reading) {
        Problem problem = Problem.of(ErrorCode.INVALID_PHONE_NUMBER);
        return switch (reading) {
            case NumberReading.Parsed _ -> throw new IllegalArgumentException("a number is no problem");
            case NumberReading.Unparsable(NumberReading.Reason reason) -> problem.because(WireWord.of(reason));
            case NumberReading.Strange(String character) ->
                problem.with("character", character).because("unreadable", character);
        };
    }
}
