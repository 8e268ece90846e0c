package dev.firstring.web.session;

import org.springframework.ui.Model;

/**
 * The page for somebody whose access token has run out. Its form renews it and leads back; with scripts that happens at once
 * and by one tab at a time, as a refresh token that comes twice ends the sign-in.
 */
public final class PausedPage {

    static final String VIEW = "account/paused";

    private PausedPage() {}

    /** The view, which leads to a page of this service when it has done its work. */
    public static String show(Model model, String back) {
        model.addAttribute("back", back);
        return VIEW;
    }
}
