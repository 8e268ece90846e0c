package dev.firstring.account.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token that is exchanged, once, for a new pair: 256 random bits as base64url (ASVS 11.5.1), a bearer secret. Only its
 * hash is stored. {@link #value()} is the one way to read it; equality takes the same time wherever two tokens differ.
 */
public record RefreshToken(String value) {

    static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** @throws IllegalArgumentException if the text cannot be a refresh token; the message does not repeat it */
    public RefreshToken {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a refresh token");
        }
    }

    /** What a client presented, or nothing where that cannot be a refresh token. */
    public static Optional<RefreshToken> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
    }

    /** The SHA-256 of the token. It needs no salt: the token is random and too long to guess. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RefreshToken token && MessageDigest.isEqual(hash(), token.hash());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "RefreshToken[hidden]";
    }
}
