package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Pressure;
import dev.firstring.http.PolicyState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the limits say to a send. {@link ChargeSend} acts on it. */
public sealed interface Allowance {

    /**
     * It may go; it has been counted.
     *
     * @param receipt what to give back if nobody accepts the message
     * @param nextAfter how long the limits would hold back one more send to the same number
     */
    record Granted(SendReceipt receipt, List<PolicyState> policies, Duration nextAfter) implements Allowance {}

    /** It may not go before {@code retryAfter} has passed. */
    record Limited(String policy, Duration retryAfter, List<PolicyState> policies) implements Allowance, SendRefusal {}

    /**
     * A solved challenge is wanted first: too many wrong codes for this number, or too little of what goes to its prefix or
     * country is ever proved.
     *
     * @param guardSubject whose wrong codes brought it; null if none did
     * @param pressure how hard the challenge is to be
     */
    record ChallengeWanted(@Nullable String guardSubject, Pressure pressure, Granted whenSolved) implements Allowance {}
}
