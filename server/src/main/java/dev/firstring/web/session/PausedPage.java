package dev.firstring.web.session;

import org.springframework.ui.Model;

/**
 * The page for a caller whose access token has expired. Its form renews the token and returns to the original page.
 * With scripts this is automatic and serialized between tabs, because presenting a refresh token twice ends the
 * sign-in.
 */
public final class PausedPage {

    static final String VIEW = "account/paused";

    private PausedPage() {}

    /** Fills the model with the page of this service to return to, and returns the view. */
    public static String show(Model model, String back) {
        model.addAttribute("back", back);
        return VIEW;
    }
}
