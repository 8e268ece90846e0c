package dev.firstring.account.ownership;

import dev.firstring.platform.Hash;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service gives a device when it signs in, and what shows later that this device has been the account's before: 256
 * random bits as base64url. It opens nothing by itself, it only counts beside a proof of the number. Only its hash is stored.
 * {@link #reveal()} is the one way to read it. Immutable.
 */
public record DeviceToken(String reveal) {

    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** @throws IllegalArgumentException if the text cannot be a device token; the message does not repeat it */
    public DeviceToken {
        if (!FORM.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not a device token");
        }
    }

    /** What a client presented, or nothing where that cannot be a device token. */
    public static Optional<DeviceToken> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new DeviceToken(text)) : Optional.empty();
    }

    /** The SHA-256 of the token, in hex: what is kept of it. It needs no salt, because the token is random. */
    public String proof() {
        return HexFormat.of().formatHex(Hash.sha256(reveal));
    }

    @Override
    public String toString() {
        return "DeviceToken[hidden]";
    }
}
