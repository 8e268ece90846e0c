package dev.firstring.web.account;

import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * The model of the page that edits a name.
 *
 * @param action the URL of the form
 * @param label the message key of the field's label
 * @param name the current name, or the text that the user typed
 * @param error the message key of what is wrong with it; null for nothing
 */
public record NamePage(
        String action, String label, String name, @Nullable String error) {

    private static final int LONGEST_SHOWN = 200;

    public static NamePage of(String action, String label, @Nullable String name) {
        return new NamePage(action, label, name == null ? "" : name, null);
    }

    /** Returns the page for a text that is not a valid name. */
    public static NamePage typed(String action, String label, String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text;
        return new NamePage(action, label, shown, text.isBlank() ? "account.name-empty" : "account.name-wrong");
    }

    /** Fills the model and returns the view. */
    public String show(Model model) {
        model.addAttribute("page", this);
        return "account/name";
    }

    /** Omits the name. */
    @Override
    public String toString() {
        return "NamePage[" + action + "]";
    }
}
