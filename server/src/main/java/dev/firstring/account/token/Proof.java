package dev.firstring.account.token;

import dev.firstring.platform.WireWord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in rests on.
 *
 * @param at when the person proved who they are, which the access tokens of the sign-in tell as {@code auth_time}; null if
 *     that is not known
 */
public record Proof(Kind kind, @Nullable Instant at) {

    /** How the person proved who they are. */
    public enum Kind implements WireWord.Hyphenated {
        /** By a code to a number. */
        NUMBER,
        /** By a code to a number; the answer was asked for once more. */
        NUMBER_AGAIN,
        /** By a token; the sign-in goes on from where that one began. */
        TOKEN,
        /** By a token; the answer was asked for once more. */
        TOKEN_AGAIN
    }
}
