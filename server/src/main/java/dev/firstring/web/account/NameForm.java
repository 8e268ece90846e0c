package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.profile.Profiles;
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

/** Changes the name of the caller, as the account and callees have it. */
@Controller
@Hidden
@RequestMapping(NameForm.PATH)
final class NameForm {

    static final String PATH = "/account/name";

    private static final String LABEL = "account.name-field";

    /** The end of the flow asks for the name too, where it may be left empty. */
    private static final String SET_UP = "/onboarding/done";

    private final Profiles profiles;
    private final GiveName give;
    private final Flash flash;

    NameForm(Profiles profiles, GiveName give, Flash flash) {
        this.profiles = profiles;
        this.give = give;
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
            @RequestParam(defaultValue = "") String back,
            HttpServletResponse response,
            Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        boolean setUp = back.equals(SET_UP);
        Optional<DisplayName> name = DisplayName.parse(displayName);
        if (name.isEmpty() && !(setUp && displayName.isBlank())) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return NamePage.typed(PATH, LABEL, displayName).show(model);
        }
        if (name.isPresent() && give.give(account, name.get())) {
            flash.say("account.renamed", response);
        }
        return setUp ? "redirect:" + SET_UP : "redirect:/account";
    }
}
