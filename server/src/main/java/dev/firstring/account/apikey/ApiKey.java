package dev.firstring.account.apikey;

import dev.firstring.platform.Hash;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of a program: {@code fsk_}, by which scanners for secrets know it, and 256 random bits as base64url (ASVS
 * 11.5.1). A bearer secret of which only the hash is stored. {@link #reveal()} is the one way to read it; equality takes the
 * same time wherever two keys differ.
 */
public record ApiKey(String reveal) {

    static final String PREFIX = "fsk_";
    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{22,128}");

    /** @throws IllegalArgumentException if the text cannot be an API key; the message does not repeat it */
    public ApiKey {
        if (!FORM.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
    }

    /** What a client presented, or nothing where that cannot be an API key. */
    public static Optional<ApiKey> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** The SHA-256 of the key. It needs no salt: the key is random and too long to guess. */
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
