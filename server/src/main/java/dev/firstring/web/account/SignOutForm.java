package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.session.SignOut;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.http.PagePaths;
import dev.firstring.web.layout.Flash;
import dev.firstring.web.onboarding.LeaveSession;
import dev.firstring.web.session.PausedPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Ends the sign-in of this browser or all sign-ins of the account, and deletes the cookies of the sign-in and the flow.
 */
@Controller
@Hidden
final class SignOutForm {

    private final SignOut signOut;
    private final TokenCookies cookies;
    private final LeaveSession flow;
    private final Flash flash;

    SignOutForm(SignOut signOut, TokenCookies cookies, LeaveSession flow, Flash flash) {
        this.signOut = signOut;
        this.cookies = cookies;
        this.flow = flow;
        this.flash = flash;
    }

    /** Asks before all sign-ins end, including those of apps. */
    @GetMapping("/account/sign-out")
    String ask(Caller caller, Model model) {
        return caller instanceof Caller.Known ? "account/sign-out" : PausedPage.show(model, "/account/sign-out");
    }

    /**
     * Signing out everywhere requires an access token; without one, the caller is redirected to the account page to
     * renew it.
     */
    @PostMapping(PagePaths.SIGN_OUT)
    String leave(
            Caller caller,
            @RequestParam(defaultValue = "false") boolean everywhere,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (everywhere) {
            if (!(caller instanceof Caller.Known(AccountId account, var _, var _))) {
                return "redirect:/account";
            }
            signOut.everywhere(account);
        } else {
            cookies.refresh(request).ifPresent(signOut::here);
        }
        cookies.clear().forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
        flow.forget(response);
        flash.say("account.signed-out", response);
        return "redirect:/account/sign-in";
    }
}
