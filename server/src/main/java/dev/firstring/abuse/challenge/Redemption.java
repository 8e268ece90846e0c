package dev.firstring.abuse.challenge;

/** What a presented solution is worth. */
public enum Redemption {
    /** It is good, and used up. */
    SOLVED,
    /** Nothing was presented, or it is no good. */
    NOT_SOLVED,
    /** Only a third party can tell: {@link Challenges#ask} it outside the transaction, then redeem again. */
    ASK_FIRST
}
