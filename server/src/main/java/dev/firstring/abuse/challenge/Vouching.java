package dev.firstring.abuse.challenge;

/** What the vendor of a captcha says of a solution. */
public sealed interface Vouching {

    /** It is good; redeem this. */
    record Good(PresentedSolution solution) implements Vouching {}

    /** It is no good. */
    record Bad() implements Vouching {}

    /** The vendor does not answer, or not in a way that can be understood. */
    record Unknown() implements Vouching {}
}
