package dev.firstring.sipserver.adapter;

import dev.firstring.platform.Secret;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an API key must be to stand in a header (RFC 9110, section 5.5). */
public final class HeaderKey {

    private static final Pattern FORM = Pattern.compile("[!-~]([ -~]*[!-~])?");

    private HeaderKey() {}

    /**
     * The key in clear; empty for none.
     *
     * @throws IllegalArgumentException if it cannot be sent; the message does not repeat it
     */
    public static String checked(@Nullable Secret key) {
        String text = key == null ? "" : key.reveal();
        if (key != null && !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be printable ASCII on one line, without blanks around it");
        }
        return text;
    }
}
