package dev.firstring.web.onboarding;

import dev.firstring.abuse.challenge.Challenge;
import dev.firstring.web.layout.Notice;
import dev.firstring.web.number.CountryChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first page shows.
 *
 * @param number as it was typed
 * @param region the country that is chosen
 * @param device an id for a browser that runs no scripts
 * @param pending the number that a code is on its way to; null for none
 * @param error the key of what is wrong with the number; null for nothing
 * @param errorAbout the country or the character that the error speaks of
 * @param call whether a call is offered, or wanted, because the number takes no SMS
 * @param challenge to be solved before the form is sent again; null for none
 */
record NumberPage(
        String number,
        String region,
        List<CountryChoice.Country> countries,
        String device,
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
        return new NumberPage(number, region, countries, device, pending, other, error, errorAbout, call, challenge);
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
        return new NumberPage(number, region, countries, device, pending, notice, key, about, call, challenge);
    }

    /** The number is a landline: what is said of it, and whether a call is offered. */
    NumberPage landline(boolean callPossible) {
        return new NumberPage(
                number,
                region,
                countries,
                device,
                pending,
                notice,
                callPossible ? "number.landline-call" : "number.landline",
                null,
                callPossible,
                challenge);
    }

    NumberPage asks(Challenge asked) {
        return new NumberPage(number, region, countries, device, pending, notice, error, errorAbout, call, asked);
    }

    @Override
    public String toString() {
        return "NumberPage[" + region + "]";
    }
}
