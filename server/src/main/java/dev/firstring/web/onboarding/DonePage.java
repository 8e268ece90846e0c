package dev.firstring.web.onboarding;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.profile.Profiles;
import dev.firstring.http.PublicUrl;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.session.PausedPage;
import dev.firstring.web.setup.ShowSetup;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final ShowSetup setup;
    private final Profiles profiles;
    private final Flash flash;

    DonePage(CurrentSession sessions, ReadCredential read, ShowSetup setup, Profiles profiles, Flash flash) {
        this.profiles = profiles;
        this.flash = flash;
        this.sessions = sessions;
        this.read = read;
        this.setup = setup;
    }

    @GetMapping("/onboarding/done")
    String page(
            Caller caller,
            PublicUrl base,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
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
        model.addAttribute("notice", flash.take(request, response, language).orElse(null));
        model.addAttribute("nameless", profiles.displayNameOf(account).isEmpty());
        setup.fill(found.get(), account, base, language, model);
        return "onboarding/done";
    }

    private static boolean isDone(OnboardingSession session) {
        return (session.step() == Step.COMPLETE || session.step() == Step.SIP_PROVISIONING) && !session.cancelled();
    }
}
