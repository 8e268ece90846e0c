package dev.firstring.web.setup;

import dev.firstring.account.AccountId;
import dev.firstring.http.PublicUrl;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.view.CredentialViews;
import dev.firstring.web.live.RegistrationTexts;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the model of a page that sets up a phone with a credential. Thread-safe. */
@Component
public final class ShowSetup {

    private final CredentialViews views;
    private final PhoneNumbers numbers;
    private final RegistrationTexts registrations;
    private final OfferSetup offerSetup;

    ShowSetup(CredentialViews views, PhoneNumbers numbers, RegistrationTexts registrations, OfferSetup offerSetup) {
        this.views = views;
        this.numbers = numbers;
        this.registrations = registrations;
        this.offerSetup = offerSetup;
    }

    /**
     * Fills the model: the number, and for a credential with a secret its values, the state of its phone, and a new
     * link.
     */
    public void fill(ReadCredential.Found found, AccountId account, PublicUrl base, Locale language, Model model) {
        Credential credential = found.credential();
        PhoneNumber number = credential.number();
        model.addAttribute("number", number == null ? null : numbers.international(number));
        if (credential.status() != CredentialStatus.ACTIVE) {
            return;
        }
        model.addAttribute("credential", views.of(credential, found.secret()));
        model.addAttribute("phone", registrations.of(credential, language));
        offerSetup
                .offer(credential.id(), account, base, language)
                .ifPresent(setup -> model.addAttribute("setup", setup));
    }
}
