package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.HeldNumber;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.profile.Profile;
import dev.firstring.account.profile.Profiles;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.Credential;
import dev.firstring.web.layout.Moments;
import dev.firstring.web.layout.Moments.Moment;
import dev.firstring.web.layout.Notice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Renders the account page. Thread-safe. */
@Component
public final class AccountPages {

    private static final String VIEW = "account/home";

    private final Profiles profiles;
    private final LiveCredentials credentials;
    private final PhoneNumbers numbers;

    AccountPages(Profiles profiles, LiveCredentials credentials, PhoneNumbers numbers) {
        this.profiles = profiles;
        this.credentials = credentials;
        this.numbers = numbers;
    }

    /** Fills the model and returns the view, or a redirect if the account was erased while its owner was signed in. */
    public String show(AccountId account, @Nullable Notice notice, Locale language, Model model) {
        Optional<Profile> profile = profiles.find(account);
        if (profile.isEmpty()) {
            return "redirect:/account/sign-in";
        }
        model.addAttribute("page", page(profile.get(), language));
        model.addAttribute("notice", notice);
        return VIEW;
    }

    private AccountPage page(Profile profile, Locale language) {
        return new AccountPage(
                text(profile.displayName()),
                profile.numbers().stream()
                        .map(held -> number(profile, held, language))
                        .toList(),
                credentials.of(profile.id(), language).stream()
                        .map(standing -> card(standing, language))
                        .toList());
    }

    private AccountPage.Held number(Profile profile, HeldNumber held, Locale language) {
        return new AccountPage.Held(
                held.number().e164(),
                numbers.international(held.number()),
                Moments.day(held.verifiedAt(), language),
                Moments.minute(
                        profile.waitingFor(held.number())
                                .map(WaitingClaims.Waiting::claimedAt)
                                .orElse(null),
                        language));
    }

    private AccountPage.Card card(LiveCredentials.Standing standing, Locale language) {
        Credential credential = standing.credential();
        PhoneNumber number = credential.number();
        return new AccountPage.Card(
                number == null ? null : numbers.international(number),
                text(credential.profile().displayName()),
                credential.address().uri(),
                standing.live(),
                Moments.minute(standing.live().lastSeen(), language));
    }

    private static @Nullable String text(@Nullable DisplayName name) {
        return name == null ? null : name.value();
    }

    /**
     * The model of the account page. Immutable.
     *
     * @param name the account's display name; null if absent
     */
    public record AccountPage(@Nullable String name, List<Held> numbers, List<Card> credentials) {

        public AccountPage {
            numbers = List.copyOf(numbers);
            credentials = List.copyOf(credentials);
        }

        /**
         * A number of the account.
         *
         * @param text in international format
         * @param wanted when another user made a pending claim to the number; null if there is none
         */
        public record Held(
                String e164,
                String text,
                Moment verified,
                @Nullable Moment wanted) {}

        /**
         * A credential, without its secret.
         *
         * @param number its phone number in international format; null if it has none
         * @param name the display name that callees see
         * @param seen when a phone last registered; null if never
         */
        public record Card(
                @Nullable String number,
                @Nullable String name,
                String uri,
                LiveCredential live,
                @Nullable Moment seen) {

            public boolean suspended() {
                return live.status().equals("suspended");
            }
        }
    }
}
