package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.http.PublicUrl;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.view.CredentialViews;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.live.RegistrationTexts;
import dev.firstring.web.session.PausedPage;
import dev.firstring.web.setup.OfferSetup;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Shows the settings that a phone needs, and whether one is registered. A suspended credential is only shown as
 * suspended.
 */
@Controller
@Hidden
final class PhonePage {

    private final OwnCredential own;
    private final CredentialViews views;
    private final PhoneNumbers numbers;
    private final RegistrationTexts registrations;
    private final OfferSetup offerSetup;
    private final Flash flash;

    PhonePage(
            OwnCredential own,
            CredentialViews views,
            PhoneNumbers numbers,
            RegistrationTexts registrations,
            OfferSetup offerSetup,
            Flash flash) {
        this.own = own;
        this.views = views;
        this.numbers = numbers;
        this.registrations = registrations;
        this.offerSetup = offerSetup;
        this.flash = flash;
    }

    @GetMapping("/account/credentials/{id}")
    String page(
            Caller caller,
            @PathVariable String id,
            PublicUrl base,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account/credentials/" + id);
        }
        ReadCredential.Found found = own.of(id, account);
        Credential credential = found.credential();
        PhoneNumber number = credential.number();
        model.addAttribute("number", number == null ? null : numbers.international(number));
        model.addAttribute("notice", flash.take(request, response, language).orElse(null));
        if (credential.status() == CredentialStatus.ACTIVE) {
            model.addAttribute("credential", views.of(credential, found.secret()));
            model.addAttribute("live", registrations.state(null, credential, language));
            offerSetup
                    .offer(credential.id(), account, base, language)
                    .ifPresent(setup -> model.addAttribute("setup", setup));
        }
        return "account/phone";
    }
}
