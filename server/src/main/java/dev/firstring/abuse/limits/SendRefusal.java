package dev.firstring.abuse.limits;

import dev.firstring.abuse.challenge.Challenge;
import dev.firstring.abuse.challenge.Pressure;
import dev.firstring.phone.PhoneNumber;

/** Why a send is refused. Nothing was counted. */
public sealed interface SendRefusal
        permits Allowance.Limited, SendRefusal.ChallengeRequired, SendRefusal.ChallengeUnjudged {

    /** The challenge has to be solved first: none was presented, or its solution is wrong. */
    record ChallengeRequired(Challenge challenge) implements SendRefusal {}

    /**
     * A solution was presented, and the vendor of the captcha has not said whether it is right.
     *
     * @param pressure how hard the challenge is to be if the solution is wrong
     */
    record ChallengeUnjudged(PhoneNumber number, Pressure pressure) implements SendRefusal {}
}
