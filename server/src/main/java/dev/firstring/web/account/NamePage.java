package dev.firstring.web.account;

import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * What the page of a name shows.
 *
 * @param action where its form goes
 * @param label the key of what the name is
 * @param name as it is, or as it was typed
 * @param wrong whether it cannot be a name
 */
public record NamePage(String action, String label, String name, boolean wrong) {

    private static final int LONGEST_SHOWN = 200;

    public static NamePage of(String action, String label, @Nullable String name) {
        return new NamePage(action, label, name == null ? "" : name, false);
    }

    /** The page for a text that is no name. */
    public static NamePage typed(String action, String label, String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text;
        return new NamePage(action, label, shown, true);
    }

    /** The view. */
    public String show(Model model) {
        model.addAttribute("page", this);
        return "account/name";
    }

    /** The name is not shown. */
    @Override
    public String toString() {
        return "NamePage[" + action + "]";
    }
}
