package dev.firstring.web.onboarding;

import dev.firstring.account.Caller;
import dev.firstring.http.WantedLanguages;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.phone.PhoneNumbers.Reading;
import dev.firstring.platform.Ids;
import dev.firstring.web.number.CountryChoice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates the model of the first page: empty, with the number of a session in progress, or with the typed text.
 * Thread-safe.
 */
@Component
final class NumberPages {

    private static final int DEVICE_BYTES = 16;

    private final CountryChoice countries;
    private final PhoneNumbers numbers;
    private final NumberPurpose purpose;
    private final Ids ids;

    NumberPages(CountryChoice countries, PhoneNumbers numbers, NumberPurpose purpose, Ids ids) {
        this.countries = countries;
        this.numbers = numbers;
        this.purpose = purpose;
        this.ids = ids;
    }

    /** Returns the page without input. */
    NumberPage fresh(HttpServletRequest request, Caller caller, Locale language) {
        return page(
                "",
                countries.likely(wanted(request, language), null),
                null,
                purpose.of(request, caller).orElse(null),
                null,
                false,
                language);
    }

    /** Returns the page for a user who changes the number of a session. */
    NumberPage resumed(ReadSession.Status status, HttpServletRequest request, Caller caller, Locale language) {
        PhoneNumber number = status.session().number();
        if (number == null || status.session().completed()) {
            return fresh(request, caller, language);
        }
        boolean waits = status.session().step() == Step.OTP_VERIFICATION
                && !status.expired()
                && !status.session().cancelled();
        return page(
                numbers.national(number),
                countries.likely(List.of(), numbers.region(number)),
                null,
                purpose.of(request, caller).orElse(null),
                waits ? numbers.international(number) : null,
                false,
                language);
    }

    /** What was typed: a number to send a code to, or the page that says why it is none. */
    sealed interface Typed {

        record Accepted(NumberPage page, PhoneNumber number) implements Typed {}

        record Wrong(NumberPage page) implements Typed {}
    }

    /** Reads the submitted input. */
    Typed read(NumberForm form, HttpServletRequest request, Caller caller, Locale language) {
        NumberPage page = typed(form, request, caller, language);
        return switch (numbers.parse(form.number(), page.region())) {
            case Reading.Unparsable(Reading.Reason reason) -> new Typed.Wrong(page.wrong(keyOf(reason)));
            case Reading.Strange(String character) -> new Typed.Wrong(page.wrong("number.strange", character));
            case Reading.Parsed(PhoneNumber number) ->
                purpose.refusal(request, caller, number)
                        .<Typed>map(refusal -> new Typed.Wrong(page.wrong(refusal)))
                        .orElseGet(() -> new Typed.Accepted(page, number));
        };
    }

    /** Returns the page with the submitted input. */
    private NumberPage typed(NumberForm form, HttpServletRequest request, Caller caller, Locale language) {
        return page(
                form.number(),
                countries.likely(wanted(request, language), form.country()),
                form.device(),
                purpose.of(request, caller).orElse(null),
                null,
                form.wanted() == Channel.VOICE,
                language);
    }

    /** Returns the message key for a text that is not a number. */
    private static String keyOf(Reading.Reason reason) {
        return switch (reason) {
            case EMPTY -> "number.empty";
            case TOO_SHORT -> "number.too-short";
            case TOO_LONG -> "number.too-long";
            case REGION_MISSING, UNKNOWN_REGION, UNKNOWN_COUNTRY -> "number.unknown-country";
            case NOT_VALID -> "number.not-valid";
            case EXTENSION -> "number.extension";
        };
    }

    private NumberPage page(
            String number,
            String region,
            @Nullable String device,
            NumberPurpose.@Nullable Shown shown,
            @Nullable String pending,
            boolean call,
            Locale language) {
        return new NumberPage(
                number,
                region,
                countries.in(language),
                Optional.ofNullable(device).orElseGet(() -> ids.secret(DEVICE_BYTES)),
                shown,
                pending,
                null,
                null,
                null,
                call,
                null);
    }

    private static List<Locale> wanted(HttpServletRequest request, Locale language) {
        List<Locale> wanted = WantedLanguages.of(request);
        return wanted.isEmpty() ? List.of(language) : wanted;
    }
}
