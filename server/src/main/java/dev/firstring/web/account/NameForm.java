package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.profile.Profiles;
import dev.firstring.account.profile.RenameAccount;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changes the display name of the caller's account. */
@Controller
@Hidden
@RequestMapping(NameForm.PATH)
final class NameForm {

    static final String PATH = "/account/name";

    private static final String LABEL = "account.name-field";

    private final Profiles profiles;
    private final RenameAccount rename;
    private final Flash flash;

    NameForm(Profiles profiles, RenameAccount rename, Flash flash) {
        this.profiles = profiles;
        this.rename = rename;
        this.flash = flash;
    }

    @GetMapping
    String page(Caller caller, Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, PATH);
        }
        return NamePage.of(
                        PATH,
                        LABEL,
                        profiles.displayNameOf(account).map(DisplayName::value).orElse(null))
                .show(model);
    }

    @PostMapping
    String save(
            Caller caller,
            @RequestParam(defaultValue = "") String displayName,
            HttpServletResponse response,
            Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        Optional<DisplayName> name = DisplayName.parse(displayName);
        if (name.isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return NamePage.typed(PATH, LABEL, displayName).show(model);
        }
        if (rename.rename(account, name.get()).isPresent()) {
            flash.say("account.renamed", response);
        }
        return "redirect:/account";
    }
}
