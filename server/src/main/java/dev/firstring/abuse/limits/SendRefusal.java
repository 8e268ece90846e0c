package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.phone.PhoneNumber;

/** Why a send is rejected. Nothing was counted. */
public sealed interface SendRefusal
        permits Allowance.Limited, SendRefusal.ChallengeRequired, SendRefusal.ChallengeUnjudged {

    /** A challenge must be solved first: no solution was presented, or it is invalid. */
    record ChallengeRequired(Challenge challenge) implements SendRefusal {}

    /**
     * A solution was presented, but the captcha's vendor has not verified it yet.
     *
     * @param pressure the difficulty of the next challenge if the solution is invalid
     */
    record ChallengeUnjudged(PhoneNumber number, Challenge.Pressure pressure) implements SendRefusal {}
}
