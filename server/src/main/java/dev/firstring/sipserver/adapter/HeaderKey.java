package dev.firstring.sipserver.adapter;

import dev.firstring.platform.Secret;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates an API key for use in a header (RFC 9110, section 5.5). */
public final class HeaderKey {

    private static final Pattern FORM = Pattern.compile("[!-~]([ -~]*[!-~])?");

    private HeaderKey() {}

    /**
     * Returns the key in clear text; empty for null.
     *
     * @throws IllegalArgumentException if it is not valid in a header; the message does not contain the key
     */
    public static String checked(@Nullable Secret key) {
        String text = key == null ? "" : key.reveal();
        if (key != null && !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be printable ASCII on one line, without blanks around it");
        }
        return text;
    }
}
