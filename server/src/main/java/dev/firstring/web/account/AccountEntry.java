package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.profile.Profiles;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The account page, and the ways to it. The refresh token's cookie is sent only to paths below {@code /api/account},
 * so this class cannot tell whether a browser could renew its sign-in: callers without an access token are asked to
 * renew it first.
 */
@Controller
@Hidden
final class AccountEntry {

    private final AccountPages pages;
    private final Profiles profiles;
    private final TokenCookies cookies;
    private final Flash flash;

    AccountEntry(AccountPages pages, Profiles profiles, TokenCookies cookies, Flash flash) {
        this.pages = pages;
        this.profiles = profiles;
        this.cookies = cookies;
        this.flash = flash;
    }

    @GetMapping("/account")
    String page(Caller caller, Locale language, HttpServletRequest request, HttpServletResponse response, Model model) {
        return caller instanceof Caller.Known(AccountId account, var _, var _)
                ? pages.show(account, flash.take(request, response, language).orElse(null), language, model)
                : PausedPage.show(model, "/account");
    }

    /** One signs in by proving a number, so this is the first page of that. */
    @GetMapping("/account/sign-in")
    String signIn(Caller caller) {
        return caller instanceof Caller.Known(AccountId account, var _, var _)
                        && profiles.find(account).isPresent()
                ? "redirect:/account"
                : "redirect:/onboarding/sign-in";
    }

    /**
     * The address without a path: the account of a browser that has one, which may have to renew its sign-in first,
     * otherwise the beginning.
     */
    @GetMapping("/")
    String root(Caller caller, HttpServletRequest request) {
        return caller instanceof Caller.Known || cookies.device(request).isPresent()
                ? "redirect:/account"
                : "redirect:/onboarding";
    }
}
