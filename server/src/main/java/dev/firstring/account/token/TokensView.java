package dev.firstring.account.token;

import org.jspecify.annotations.Nullable;

/**
 * Tokens as a client reads them in an answer.
 *
 * @param accessToken the token itself; null when it goes as a cookie
 * @param refreshToken the token itself; null when it goes as a cookie
 * @param expiresIn the life of the access token in seconds
 */
public record TokensView(
        @Nullable String accessToken, @Nullable String refreshToken, String tokenType, long expiresIn) {

    /** The tokens for an answer: whole in the body, or only how long they last when cookies carry them. */
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
