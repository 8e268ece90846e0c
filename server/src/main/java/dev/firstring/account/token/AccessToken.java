package dev.firstring.account.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A signed token that speaks for an account for some minutes: a bearer secret. {@link #reveal()} is the one way to read
 * it; equality takes the same time wherever two tokens differ.
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
