package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Pressure;
import dev.firstring.http.PolicyState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits' decision about a send, as applied by {@link ChargeSend}. */
public sealed interface Allowance {

    /**
     * The send is allowed and has been counted.
     *
     * @param receipt what to refund if no provider accepts the message
     * @param nextAfter how long until the limits allow another send to the same number
     */
    record Granted(SendReceipt receipt, List<PolicyState> policies, Duration nextAfter) implements Allowance {}

    /** The send is rejected until {@code retryAfter} has passed. */
    record Limited(String policy, Duration retryAfter, List<PolicyState> policies) implements Allowance, SendRefusal {}

    /**
     * A solved challenge is required: too many wrong codes were entered for this number, or too few of the sends to its
     * prefix or country are proved.
     *
     * @param guardSubject the subject with too many wrong codes; null if the guard requires the challenge
     * @param pressure the difficulty of the challenge
     */
    record ChallengeWanted(@Nullable String guardSubject, Pressure pressure, Granted whenSolved) implements Allowance {}
}
