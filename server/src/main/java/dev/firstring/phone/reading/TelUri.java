package dev.firstring.phone.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tel:} URI (RFC 3966), as links and contacts apps hand it over.
 *
 * @param number what stands before the parameters, percent-decoded
 * @param context the value of {@code phone-context}: a plus sign and digits that come before a local number, or a domain, which
 *     says nothing here; null where there is none
 * @param extended whether a parameter names an extension, a subaddress or digits to be dialled later
 */
public record TelUri(String number, @Nullable String context, boolean extended) {

    /** Whatever cannot be seen may stand before the scheme. */
    private static final Pattern SCHEME = Pattern.compile("[\\p{Cf}\\s\\p{Z}]*tel:(?://)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /** The parts of a URI; empty if the text is none. */
    public static Optional<TelUri> of(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        String[] parts = decoded(text.substring(scheme.end())).split(";", -1);
        String context = null;
        boolean extended = false;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].strip().split("=", 2);
            switch (parameter[0].strip().toLowerCase(Locale.ROOT)) {
                case "phone-context" -> context = parameter.length > 1 ? parameter[1].strip() : "";
                case "ext", "isub", "postd" -> extended = true;
                default -> {
                    // RFC 3966, 3: a parameter that is not known is ignored.
                }
            }
        }
        return Optional.of(new TelUri(parts[0], context, extended));
    }

    /** The digits that come before a local number; null where the context is a domain or absent. */
    public @Nullable String prefix() {
        return context != null && context.startsWith("+") ? context : null;
    }

    private static String decoded(String text) {
        return ENCODED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(bytes(found.group())));
    }

    /** What is no UTF-8 stays as it is: its percent sign is then the character that cannot be read. */
    private static String bytes(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length() / 3);
        for (int at = 0; at < encoded.length(); at += 3) {
            bytes.put((byte) Integer.parseInt(encoded, at + 1, at + 3, 16));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return encoded;
        }
    }
}
