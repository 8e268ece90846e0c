package dev.firstring.onboarding.api;

import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.ChosenLanguage;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import dev.firstring.http.WantedLanguages;
import dev.firstring.messaging.texts.MessageText;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.phone.PastedText;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.WireWord;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Reads what the requests of the flow have in common: numbers, session ids, devices and languages. Thread-safe. */
@Component
public class RequestFields {

    private final PhoneNumbers numbers;
    private final MessageText texts;
    private final TokenCookies cookies;

    RequestFields(PhoneNumbers numbers, MessageText texts, TokenCookies cookies) {
        this.numbers = numbers;
        this.texts = texts;
        this.cookies = cookies;
    }

    /**
     * The id in the first text that is present.
     *
     * @throws Problem.Refusal SESSION_NOT_FOUND if none is present or it is malformed, so that the response reveals
     *     nothing about existing ids
     */
    static SessionId sessionId(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                return SessionId.read(text)
                        .orElseThrow(
                                () -> Problem.of(ErrorCode.SESSION_NOT_FOUND).asRefusal());
            }
        }
        throw Problem.of(ErrorCode.SESSION_NOT_FOUND).asRefusal();
    }

    /**
     * Parses a text of bounded length. It may contain what address books and links add to a number, so the request
     * bodies leave the check of its characters to the parser.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if it is not a number
     */
    PhoneNumber number(@Nullable String text, @Nullable String region) {
        return switch (numbers.parse(text == null ? "" : text, region)) {
            case PhoneNumbers.Reading.Parsed(PhoneNumber number) -> number;
            case PhoneNumbers.Reading refused -> throw problem(refused).asRefusal();
        };
    }

    /**
     * A number in a request for a session, which is parsed once the session's region is known.
     *
     * @throws Problem.Refusal INVALID_PHONE_NUMBER if it cannot be a number in any region
     */
    NamedNumber named(@Nullable String text) {
        String given = text == null ? "" : text;
        PhoneNumbers.Reading reading = numbers.parse(given, null);
        boolean hopeless = switch (reading) {
            case PhoneNumbers.Reading.Parsed _ -> false;
            case PhoneNumbers.Reading.Strange _ -> true;
            case PhoneNumbers.Reading.Unparsable(PhoneNumbers.Reading.Reason reason) ->
                reason == PhoneNumbers.Reading.Reason.EMPTY
                        || reason == PhoneNumbers.Reading.Reason.EXTENSION
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
    public static Problem problem(PhoneNumbers.Reading reading) {
        Problem problem = Problem.of(ErrorCode.INVALID_PHONE_NUMBER);
        return switch (reading) {
            case PhoneNumbers.Reading.Parsed _ -> throw new IllegalArgumentException("a number is no problem");
            case PhoneNumbers.Reading.Unparsable(PhoneNumbers.Reading.Reason reason) ->
                problem.because(WireWord.of(reason));
            case PhoneNumbers.Reading.Strange(String character) ->
                problem.with("character", character).because("unreadable", character);
        };
    }

    /**
     * The device token in the body or, for the web API, in a cookie; empty if there is none or it is malformed. Cookies
     * are ignored in the snake_case API.
     */
    Optional<DeviceToken> deviceToken(@Nullable String inBody, HttpServletRequest request) {
        return inBody == null && Spelling.of(request) == Spelling.CAMEL
                ? cookies.device(request)
                : DeviceToken.parse(inBody);
    }

    /**
     * The language of the user's messages, which exist in more languages than responses and pages: the one chosen on a
     * page, otherwise the first preference of {@code Accept-Language} that messages exist in.
     */
    public Locale messageLanguage(HttpServletRequest request) {
        Cookie chosen = Spelling.isApi(request) ? null : WebUtils.getCookie(request, ChosenLanguage.COOKIE);
        if (chosen != null) {
            return texts.nearest(List.of(Locale.forLanguageTag(chosen.getValue())));
        }
        List<Locale> wanted = WantedLanguages.of(request);
        return wanted.isEmpty() ? Locale.ENGLISH : texts.nearest(wanted);
    }
}
