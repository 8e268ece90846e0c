package dev.firstring.account.token;

import java.time.Duration;

/**
 * What a signed-in client holds.
 *
 * @param accessLife how long the access token is good for
 * @param refreshLife how long the refresh token is good for, unless it is used before
 */
public record TokenPair(AccessToken accessToken, RefreshToken refreshToken, Duration accessLife, Duration refreshLife) {

    public String tokenType() {
        return "Bearer";
    }

    /** The life of the access token in seconds. */
    public long expiresIn() {
        return accessLife.toSeconds();
    }
}
