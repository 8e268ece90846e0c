package dev.firstring.web.onboarding;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.web.layout.Notice;
import dev.firstring.web.number.CountryChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of the first page.
 *
 * @param number as typed
 * @param region the selected country
 * @param device an id for a browser without scripts
 * @param purpose why a signed-in user is asked; null for sign-up and sign-in
 * @param pending the number of a session that waits for its code; null for none
 * @param error the message key of the number's error; null for none
 * @param errorAbout the country or the character that the error refers to
 * @param call whether a call is offered or requested because the number cannot receive SMS
 * @param challenge the challenge to solve before the form is sent again; null for none
 */
record NumberPage(
        String number,
        String region,
        List<CountryChoice.Country> countries,
        String device,
        NumberPurpose.@Nullable Shown purpose,
        @Nullable String pending,
        @Nullable Notice notice,
        @Nullable String error,
        @Nullable String errorAbout,
        boolean call,
        @Nullable Challenge challenge) {

    NumberPage {
        countries = List.copyOf(countries);
    }

    NumberPage with(Notice other) {
        return new NumberPage(
                number, region, countries, device, purpose, pending, other, error, errorAbout, call, challenge);
    }

    NumberPage wrong(String key) {
        String name = countries.stream()
                .filter(country -> country.region().equals(region))
                .map(CountryChoice.Country::name)
                .findFirst()
                .orElse(region);
        return wrong(key, name);
    }

    NumberPage wrong(String key, String about) {
        return new NumberPage(number, region, countries, device, purpose, pending, notice, key, about, call, challenge);
    }

    /** Returns the page for a landline, with the error and whether a call is offered. */
    NumberPage landline(boolean callPossible) {
        return new NumberPage(
                number,
                region,
                countries,
                device,
                purpose,
                pending,
                notice,
                callPossible ? "number.landline-call" : "number.landline",
                null,
                callPossible,
                challenge);
    }

    NumberPage asks(Challenge asked) {
        return new NumberPage(
                number, region, countries, device, purpose, pending, notice, error, errorAbout, call, asked);
    }

    @Override
    public String toString() {
        return "NumberPage[" + region + "]";
    }
}
