package dev.firstring.softphone.link;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Ids;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The token of a link: a bearer secret of 192 random bits (ASVS 11.5.1). It is never logged, and the database stores
 * only its SHA-256. {@link #reveal()} is the only way to read it. Immutable.
 */
public record LinkToken(String reveal) {

    private static final int BYTES = 24;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32}");

    /**
     * Creates a token from its text.
     *
     * @throws IllegalArgumentException if the text cannot be a token; the message does not contain it
     */
    public LinkToken {
        if (!SHAPE.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not the token of a link");
        }
    }

    static LinkToken draw(Ids ids) {
        return new LinkToken(ids.secret(BYTES));
    }

    /** Parses a received text; empty if it cannot be a token. */
    public static Optional<LinkToken> read(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new LinkToken(text)) : Optional.empty();
    }

    /** The key of the link in the database. It needs no salt: the token is random and too long to guess. */
    byte[] hash() {
        return Hash.sha256(reveal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkToken token && MessageDigest.isEqual(hash(), token.hash());
    }

    @Override
    public int hashCode() {
        return reveal.hashCode();
    }

    @Override
    public String toString() {
        return "LinkToken[hidden]";
    }
}
