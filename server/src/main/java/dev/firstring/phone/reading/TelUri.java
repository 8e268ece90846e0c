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
 * A {@code tel:} URI (RFC 3966), as used by links and contacts apps.
 *
 * @param number the part before the parameters, percent-decoded
 * @param context the value of {@code phone-context}: a plus sign and digits that precede a local number, or a domain,
 *     which is ignored; null if absent
 * @param extended whether a parameter contains an extension, a subaddress or digits to dial later
 */
public record TelUri(String number, @Nullable String context, boolean extended) {

    /** Invisible characters may precede the scheme. */
    private static final Pattern SCHEME = Pattern.compile("[\\p{Cf}\\s\\p{Z}]*tel:(?://)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /** Parses a URI; empty if the text is not one. */
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
                    // RFC 3966, 3: unknown parameters are ignored.
                }
            }
        }
        return Optional.of(new TelUri(parts[0], context, extended));
    }

    /** The digits that precede a local number; null if the context is a domain or absent. */
    public @Nullable String prefix() {
        return context != null && context.startsWith("+") ? context : null;
    }

    private static String decoded(String text) {
        return ENCODED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(bytes(found.group())));
    }

    /** Invalid UTF-8 remains encoded, so that its percent sign is reported as the invalid character. */
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
