package dev.firstring.chaos.pumping;

import java.util.List;
import java.util.Locale;

/**
 * One attack. Each has a country of its own, with its own reaction, so that all of them can run against one service without
 * touching each other's windows.
 *
 * @param name what the table calls it
 * @param region of its numbers
 * @param reaction of the guard there
 * @param solves whether the attacker solves proofs of work
 * @param pattern of its numbers; five digits are filled in, the first of them tells the prefix
 * @param price of a message there, in euros
 */
record Scenario(String name, String region, String reaction, boolean solves, String pattern, double price) {

    /** How many prefixes are attacked: the first ones. */
    static final int ATTACKED = 2;

    static final int PREFIXES = 10;

    /** One price for all, so that the rows can be compared: about what a message to these countries costs. */
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
