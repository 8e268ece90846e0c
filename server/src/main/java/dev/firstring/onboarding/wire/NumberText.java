package dev.firstring.onboarding.wire;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.phone.NumberReading;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the phone numbers of requests. Thread-safe. */
@Component
class NumberText {

    private final PhoneNumbers numbers;

    NumberText(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * The number in a text of bounded length. Marks of direction around it are fine: address books put them there, so
     * the bodies leave what may stand in a number to its reader.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if there is none
     */
    PhoneNumber read(@Nullable String text, @Nullable String region) {
        return switch (numbers.parse(text == null ? "" : text, region)) {
            case NumberReading.Parsed(PhoneNumber number) -> number;
            case NumberReading.Unparsable(NumberReading.Reason reason) ->
                throw Problem.of(ErrorCode.INVALID_PHONE_NUMBER)
                        .with("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                        .asRefusal();
        };
    }
}
