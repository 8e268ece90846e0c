package dev.firstring.account.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key of a program: {@code fsk_}, by which scanners for secrets know it, and 256 random bits as base64url (ASVS
 * 11.5.1). A bearer secret of which only the hash is stored. {@link #value()} is the one way to read it; equality takes the
 * same time wherever two keys differ.
 */
public record ApiKey(String value) {

    static final String PREFIX = "fsk_";
    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{22,128}");

    /** @throws IllegalArgumentException if the text cannot be an API key; the message does not repeat it */
    public ApiKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
    }

    /** What a client presented, or nothing where that cannot be an API key. */
    public static Optional<ApiKey> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** The SHA-256 of the key. It needs no salt: the key is random and too long to guess. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKey key && MessageDigest.isEqual(hash(), key.hash());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
