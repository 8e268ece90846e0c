package dev.firstring.account.ownership;

import dev.firstring.platform.Hash;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token that the service issues to a device at sign-in and that later identifies it as a device of the account: 256
 * random bits as base64url. It grants no access by itself; it only counts together with a verification of the number.
 * Only its hash is stored. Only {@link #reveal()} returns it. Immutable.
 */
public record DeviceToken(String reveal) {

    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * @throws IllegalArgumentException if the text is not in the form of a device token; the message does not contain
     *     it
     */
    public DeviceToken {
        if (!FORM.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not a device token");
        }
    }

    /** The token that a client presented; empty if the text is not in the form of a device token. */
    public static Optional<DeviceToken> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new DeviceToken(text)) : Optional.empty();
    }

    /** The SHA-256 of the token in hex, which is stored. It needs no salt, because the token is random. */
    public String proof() {
        return HexFormat.of().formatHex(Hash.sha256(reveal));
    }

    @Override
    public String toString() {
        return "DeviceToken[hidden]";
    }
}
