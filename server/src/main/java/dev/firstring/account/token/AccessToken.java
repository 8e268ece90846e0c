package dev.firstring.account.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A signed token that authenticates an account for a few minutes: a bearer secret. Only {@link #reveal()} returns it;
 * equality takes constant time.
 */
public record AccessToken(String reveal) {

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessToken token
                && MessageDigest.isEqual(
                        reveal.getBytes(StandardCharsets.UTF_8), token.reveal.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return reveal.hashCode();
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
