package dev.firstring.account.token;

import dev.firstring.platform.WireWord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The proof of identity behind a sign-in.
 *
 * @param at when the person authenticated, the {@code auth_time} of the sign-in's access tokens; null if unknown
 */
public record Proof(Kind kind, @Nullable Instant at) {

    /** How the person authenticated. */
    public enum Kind implements WireWord.Hyphenated {
        /** By a code that was sent to a number. */
        NUMBER,
        /** By a code that was sent to a number; the request was repeated. */
        NUMBER_AGAIN,
        /** By an access token. */
        TOKEN,
        /** By an access token; the request was repeated. */
        TOKEN_AGAIN
    }
}
