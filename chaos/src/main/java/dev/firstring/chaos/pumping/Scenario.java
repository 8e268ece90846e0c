package dev.firstring.chaos.pumping;

import java.util.List;
import java.util.Locale;

/**
 * One attack. Each has its own country and reaction, so that all can run against one service without sharing windows.
 *
 * @param name the name in the table
 * @param region the region of its numbers
 * @param reaction the guard's reaction in that region
 * @param solves whether the attacker solves proofs of work
 * @param pattern the pattern of its numbers, with five digits to fill in, the first of which selects the prefix
 * @param price the price of a message in that region, in euros
 */
record Scenario(String name, String region, String reaction, boolean solves, String pattern, double price) {

    /** The number of attacked prefixes, which are the first ones. */
    static final int ATTACKED = 2;

    static final int PREFIXES = 10;

    /** The same price for all, so that the rows are comparable: about the cost of a message to these countries. */
    private static final double PRICE = 0.07;

    static final List<Scenario> ALL = List.of(
            new Scenario("monitor", "FR", "monitor", false, "+336123%05d", PRICE),
            new Scenario("challenge, not solved", "PL", "challenge", false, "+485123%05d", PRICE),
            new Scenario("challenge, solved", "ES", "challenge", true, "+346123%05d", PRICE),
            new Scenario("block", "SE", "block", false, "+467012%05d", PRICE));

    String number(int prefix, int last) {
        return String.format(Locale.ROOT, pattern, prefix * 10_000 + last);
    }
}
