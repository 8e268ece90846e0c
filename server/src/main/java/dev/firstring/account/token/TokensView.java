package dev.firstring.account.token;

import org.jspecify.annotations.Nullable;

/**
 * Tokens as returned by the API.
 *
 * @param accessToken null if it is delivered as a cookie
 * @param refreshToken null if it is delivered as a cookie
 * @param expiresIn the lifetime of the access token in seconds
 */
public record TokensView(
        @Nullable String accessToken, @Nullable String refreshToken, String tokenType, long expiresIn) {

    /** Creates the view: with the tokens for {@code BODY}, with the type and the lifetime only for {@code COOKIE}. */
    public static TokensView of(TokenPair pair, TokenDelivery delivery) {
        return switch (delivery) {
            case BODY ->
                new TokensView(
                        pair.accessToken().reveal(), pair.refreshToken().reveal(), pair.tokenType(), pair.expiresIn());
            case COOKIE -> new TokensView(null, null, pair.tokenType(), pair.expiresIn());
        };
    }

    @Override
    public String toString() {
        return "TokensView[" + tokenType + ", expiresIn=" + expiresIn + "]";
    }
}
