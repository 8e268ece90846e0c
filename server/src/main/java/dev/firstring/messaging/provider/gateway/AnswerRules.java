package dev.firstring.messaging.provider.gateway;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of a gateway are understood. Patterns are regular expressions that are looked for, in any case, in the line of
 * status and body without what surrounds it, such as {@code 202 0: Accepted for delivery}. What fits no pattern is judged by its status: 2xx is accepted;
 * 401, 403, 408, 429 and 5xx are unavailable; anything else means that this gateway does not reach the number.
 *
 * @param accepted what an accepted message is answered with; default every status of 2xx
 * @param reference where the gateway's name for the message is: its first group; default none, our own is used
 * @param numberRefused what is answered when nobody could reach the number; no other provider is asked then
 * @param fraudBlock what is answered when the message is taken for fraud; no other provider is asked then
 * @param transportRefused what is answered when only this gateway does not reach the number
 */
record AnswerRules(
        @Nullable Pattern accepted,
        @Nullable Pattern reference,
        @Nullable Pattern numberRefused,
        @Nullable Pattern fraudBlock,
        @Nullable Pattern transportRefused) {

    AnswerRules {
        accepted = inAnyCase(accepted);
        reference = inAnyCase(reference);
        numberRefused = inAnyCase(numberRefused);
        fraudBlock = inAnyCase(fraudBlock);
        transportRefused = inAnyCase(transportRefused);
    }

    private static @Nullable Pattern inAnyCase(@Nullable Pattern pattern) {
        return pattern == null ? null : Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.CASE_INSENSITIVE);
    }
}
