package dev.firstring.messaging.provider.gateway;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the responses of a gateway. Patterns are case-insensitive regular expressions that are searched for in the
 * line of status and trimmed body, such as {@code 202 0: Accepted for delivery}. A response that matches no pattern is
 * judged by its status: 2xx is accepted, or unavailable if {@code accepted} is set; 401, 403, 408, 429 and 5xx are
 * unavailable; any other status means that this gateway cannot reach the number.
 *
 * @param accepted the response to an accepted message; default every status of 2xx
 * @param reference where the gateway's id of the message is: the first group of the pattern; default none, our own id
 *     is used
 * @param numberRefused the response if the number cannot be reached at all; no other provider is tried then
 * @param fraudBlock the response if the message is considered fraud; no other provider is tried then
 * @param transportRefused the response if only this gateway cannot reach the number
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
