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

/** Reads the phone numbers of requests. Thread-safe. */
@Component
public class NumberText {

    private final PhoneNumbers numbers;

    NumberText(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * The number in a text of bounded length. What address books and links put around it is fine, so the bodies leave what may
     * stand in a number to its reader.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if there is none
     */
    PhoneNumber read(@Nullable String text, @Nullable String region) {
        return switch (numbers.parse(text == null ? "" : text, region)) {
            case NumberReading.Parsed(PhoneNumber number) -> number;
            case NumberReading refused -> throw problem(refused).asRefusal();
        };
    }

    /**
     * A number in a request of a session, which is read once the session's region is known.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if it is none in whatever region
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
     * Why a text is no number.
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
