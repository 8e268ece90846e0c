package dev.firstring.account.token;

import java.time.Duration;

/**
 * The tokens of a signed-in client.
 *
 * @param accessLife how long the access token is valid
 * @param refreshLife how long the refresh token is valid unless it is used
 */
public record TokenPair(AccessToken accessToken, RefreshToken refreshToken, Duration accessLife, Duration refreshLife) {

    public String tokenType() {
        return "Bearer";
    }

    /** The lifetime of the access token in seconds. */
    public long expiresIn() {
        return accessLife.toSeconds();
    }
}
