package dev.firstring.abuse;

import dev.firstring.http.PolicyState;
import java.time.Duration;
import java.util.List;

/** What the limits say to a send. */
public sealed interface Allowance {

    /**
     * It may go; it has been counted.
     *
     * @param receipt what to give back if nobody accepts the message
     * @param nextAfter how long the limits would hold back one more send to the same number
     */
    record Granted(SendReceipt receipt, List<PolicyState> policies, Duration nextAfter) implements Allowance {}

    /** It may not. Nothing may have been counted: the transaction must be rolled back. */
    record Limited(String policy, Duration retryAfter, List<PolicyState> policies) implements Allowance {}

    /**
     * Too many wrong codes for this number: a solved challenge is wanted first. With one, confirm by
     * {@link SendLimits#passGuard} and take it as granted; without, roll back as for {@link Limited}.
     */
    record ChallengeWanted(String guardSubject, Granted whenSolved) implements Allowance {}
}
