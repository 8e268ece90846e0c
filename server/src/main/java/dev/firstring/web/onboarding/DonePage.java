package dev.firstring.web.onboarding;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.http.PublicUrl;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.view.CredentialViews;
import dev.firstring.web.live.RegistrationTexts;
import dev.firstring.web.session.PausedPage;
import dev.firstring.web.setup.OfferSetup;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The end of the flow: the settings that a phone needs, and whether one is registered. Shown only to the account's
 * owner.
 */
@Controller
@Hidden
final class DonePage {

    private final CurrentSession sessions;
    private final ReadCredential read;
    private final CredentialViews views;
    private final RegistrationTexts registrations;
    private final OfferSetup offerSetup;

    DonePage(
            CurrentSession sessions,
            ReadCredential read,
            CredentialViews views,
            RegistrationTexts registrations,
            OfferSetup offerSetup) {
        this.sessions = sessions;
        this.read = read;
        this.views = views;
        this.registrations = registrations;
        this.offerSetup = offerSetup;
    }

    @GetMapping("/onboarding/done")
    String page(Caller caller, PublicUrl base, Locale language, HttpServletRequest request, Model model) {
        Optional<OnboardingSession> session =
                sessions.of(request).map(current -> current.status().session()).filter(DonePage::isDone);
        if (session.isEmpty()) {
            return "redirect:/onboarding";
        }
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/onboarding/done");
        }
        UUID credential = session.get().credentialId();
        Optional<ReadCredential.Found> found =
                credential == null ? Optional.empty() : read.byId(new CredentialId(credential), account);
        if (found.isEmpty()) {
            return "redirect:/account";
        }
        model.addAttribute(
                "credential", views.of(found.get().credential(), found.get().secret()));
        model.addAttribute("live", registrations.state(null, found.get().credential(), language));
        offerSetup
                .offer(found.get().credential().id(), account, base, language)
                .ifPresent(setup -> model.addAttribute("setup", setup));
        return "onboarding/done";
    }

    private static boolean isDone(OnboardingSession session) {
        return (session.step() == Step.COMPLETE || session.step() == Step.SIP_PROVISIONING) && !session.cancelled();
    }
}
