package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.abuse.guard.FraudGuard;
import dev.firstring.http.Answer.PolicyState;
import java.time.Duration;
import java.time.Instant;
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
    record Granted(Receipt receipt, List<PolicyState> policies, Duration nextAfter) implements Allowance {}

    /** The send is rejected until {@code retryAfter} has passed. */
    record Limited(String policy, Duration retryAfter, List<PolicyState> policies) implements Allowance, SendRefusal {}

    /**
     * A solved challenge is required: too many wrong codes were entered for this number, or too few of the sends to its
     * prefix or country are proved.
     *
     * @param guardSubject the subject with too many wrong codes; null if the guard requires the challenge
     * @param pressure the difficulty of the challenge
     */
    record ChallengeWanted(@Nullable String guardSubject, Challenge.Pressure pressure, Granted whenSolved)
            implements Allowance {}

    /**
     * What a send charged to the limits.
     *
     * @param at the time under which it was counted
     * @param subjects the subjects of the rows that counted it
     * @param shard the charged shard of the service's budget
     * @param frame the guard's windows that counted it; null if none did
     * @param boundDevice whether the device is bound to the number's account and therefore has limits of its own
     */
    public record Receipt(
            Instant at, List<String> subjects, int shard, FraudGuard.@Nullable Frame frame, boolean boundDevice) {

        public Receipt {
            subjects = List.copyOf(subjects);
        }
    }
}
