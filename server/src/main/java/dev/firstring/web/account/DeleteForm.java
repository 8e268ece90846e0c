package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.profile.EraseAccount;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.onboarding.LeaveSession;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Deletes the caller's account. This is irreversible, so the user types a word first; case is ignored. */
@Controller
@Hidden
@RequestMapping(DeleteForm.PATH)
final class DeleteForm {

    static final String PATH = "/account/delete";

    private static final String VIEW = "account/delete";

    private final EraseAccount erase;
    private final TokenCookies cookies;
    private final LeaveSession flow;
    private final Flash flash;
    private final MessageSource texts;

    DeleteForm(EraseAccount erase, TokenCookies cookies, LeaveSession flow, Flash flash, MessageSource texts) {
        this.erase = erase;
        this.cookies = cookies;
        this.flow = flow;
        this.flash = flash;
        this.texts = texts;
    }

    @GetMapping
    String page(Caller caller, Model model) {
        return caller instanceof Caller.Known ? VIEW : PausedPage.show(model, PATH);
    }

    @PostMapping
    String delete(
            Caller caller,
            @RequestParam(defaultValue = "") String word,
            Locale language,
            HttpServletResponse response,
            Model model) {
        if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
            return PausedPage.show(model, "/account");
        }
        if (!plain(word, language).equals(plain(texts.getMessage("account.delete-word", null, language), language))) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("wrong", true);
            return VIEW;
        }
        if (erase.erase(account)) {
            flash.say("account.deleted", response);
        }
        cookies.clear().forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
        flow.forget(response);
        return "redirect:/account/sign-in";
    }

    private static String plain(String word, Locale language) {
        return Normalizer.normalize(word, Normalizer.Form.NFC).strip().toUpperCase(language);
    }
}
