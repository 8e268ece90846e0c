package dev.firstring.account.apikey;

import dev.firstring.platform.Hash;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API key of a program: the prefix {@code fsk_}, which secret scanners recognize, and 256 random bits as base64url
 * (ASVS 11.5.1). A bearer secret; only its hash is stored. Only {@link #reveal()} returns it; equality takes constant
 * time.
 */
public record ApiKey(String reveal) {

    static final String PREFIX = "fsk_";
    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{22,128}");

    /**
     * @throws IllegalArgumentException if the text is not in the form of an API key; the message does not contain it
     */
    public ApiKey {
        if (!FORM.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
    }

    /** The key that a client presented; empty if the text is not in the form of an API key. */
    public static Optional<ApiKey> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** The SHA-256 of the key. It needs no salt, because the key is random and too long to guess. */
    byte[] hash() {
        return Hash.sha256(reveal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKey key && MessageDigest.isEqual(hash(), key.hash());
    }

    @Override
    public int hashCode() {
        return reveal.hashCode();
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
