package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Replaces the password of a credential. This signs phones out, so the user confirms it first. */
@Controller
@Hidden
@RequestMapping("/account/credentials/{id}/regenerate")
final class PasswordForm {

    private final OwnCredential own;
    private final RegeneratePassword regenerate;
    private final Flash flash;
    private final Clock clock;

    PasswordForm(OwnCredential own, RegeneratePassword regenerate, Flash flash, Clock clock) {
        this.own = own;
        this.regenerate = regenerate;
        this.flash = flash;
        this.clock = clock;
    }

    @GetMapping
    String ask(Caller caller, @PathVariable String id, Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account/credentials/" + id + "/regenerate");
        }
        Credential credential = own.of(id, account).credential();
        if (credential.status() != CredentialStatus.ACTIVE) {
            return page(credential);
        }
        model.addAttribute("id", credential.id());
        model.addAttribute("uri", credential.address().uri());
        return "account/regenerate";
    }

    /** The credential's page shows the new password, or why a suspended credential has none. */
    @PostMapping
    String regenerate(Caller caller, @PathVariable String id, HttpServletResponse response, Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        Credential credential = own.of(id, account).credential();
        return switch (regenerate.regenerate(credential.id(), account, "owner", clock.instant())) {
            case RegeneratePassword.Regenerated done -> {
                flash.say("account.regenerated", response);
                yield page(credential);
            }
            case RegeneratePassword.NotAllowed notAllowed -> page(credential);
            case RegeneratePassword.NotFound() -> throw OwnCredential.unknown();
        };
    }

    private static String page(Credential credential) {
        return "redirect:/account/credentials/" + credential.id();
    }
}
