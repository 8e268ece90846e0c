package dev.firstring.account.token;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token that can be exchanged once for a new pair. It consists of a selector of 128 random bits, which all tokens of
 * a sign-in share, and a secret of 256 random bits, both as base64url (ASVS 11.5.1). Only their hashes are stored. A
 * token of 43 characters was issued before selectors were introduced: it is its own selector, and its successors keep
 * that selector.
 *
 * <p>Only {@link #reveal()} returns it; equality takes constant time.
 */
public record RefreshToken(String reveal) {

    private static final int SELECTOR_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;

    private static final Pattern FORM = Pattern.compile("(?:[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{43})?[A-Za-z0-9_-]{43}");

    /**
     * @throws IllegalArgumentException if the text is not in the form of a refresh token; the message does not contain
     *     it
     */
    public RefreshToken {
        if (!FORM.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not a refresh token");
        }
    }

    /** The token that a client presented; empty if the text is not in the form of a refresh token. */
    public static Optional<RefreshToken> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
    }

    /** The first token of a new sign-in. */
    static RefreshToken first(Ids ids) {
        return new RefreshToken(ids.secret(SELECTOR_BYTES) + ids.secret(SECRET_BYTES));
    }

    /** The next token of the same sign-in, with another secret. */
    RefreshToken next(String secret) {
        return new RefreshToken(selector() + secret);
    }

    /** The SHA-256 of the selector. It needs no salt, because the selector is random and too long to guess. */
    byte[] selectorHash() {
        return Hash.sha256(selector());
    }

    /** The SHA-256 of the secret. */
    byte[] secretHash() {
        return Hash.sha256(secret());
    }

    /** The secret as input for key derivation. */
    byte[] secretBytes() {
        return secret().getBytes(StandardCharsets.US_ASCII);
    }

    /** The SHA-256 of the secret and a text. The secret protects texts with few possible values against guessing. */
    byte[] hashWith(String text) {
        return Hash.sha256(secret() + text);
    }

    /** The deterministic id of the access token that is issued with this token. It does not reveal the secret. */
    UUID accessTokenId() {
        ByteBuffer hash = ByteBuffer.wrap(Hash.sha256("access token " + reveal));
        return new UUID((hash.getLong() & ~0xF000L) | 0x8000L, (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | (1L << 63));
    }

    private String secret() {
        return reveal.substring(reveal.length() - SECRET_LENGTH);
    }

    private String selector() {
        return reveal.length() == SECRET_LENGTH ? reveal : reveal.substring(0, reveal.length() - SECRET_LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RefreshToken token
                && MessageDigest.isEqual(Hash.sha256(reveal), Hash.sha256(token.reveal));
    }

    @Override
    public int hashCode() {
        return reveal.hashCode();
    }

    @Override
    public String toString() {
        return "RefreshToken[hidden]";
    }
}
