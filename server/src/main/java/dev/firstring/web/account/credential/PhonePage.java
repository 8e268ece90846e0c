package dev.firstring.web.account.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.http.PublicUrl;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.session.PausedPage;
import dev.firstring.web.setup.ShowSetup;
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
    private final ShowSetup setup;
    private final Flash flash;

    PhonePage(OwnCredential own, ShowSetup setup, Flash flash) {
        this.own = own;
        this.setup = setup;
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
        setup.fill(own.of(id, account), account, base, language, model);
        model.addAttribute("notice", flash.take(request, response, language).orElse(null));
        return "account/phone";
    }
}
