package dev.firstring.chaos.pumping;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The callers in each minute of a day of attack. The attacker picks at random from 200 numbers in each of two prefixes
 * and from 300 addresses, with a new device each time. Honest users have their own number, address and device; 80 % of
 * them enter their code.
 */
final class Day {

    static final int MINUTES = 24 * 60;

    private static final int NUMBERS_A_PREFIX = 200;
    private static final int ADDRESSES = 300;
    private static final int HONEST_FROM = 5_000;
    private static final double TYPES = 0.8;

    private final int starts;
    private final int honest;
    private final int inside;
    private final Random random;
    private int devices;
    private int people;

    /**
     * @param starts the number of starts of the attacker
     * @param honest the number of users with numbers in other prefixes of the country
     * @param inside the number of users with numbers in the attacked prefixes
     */
    Day(int starts, int honest, int inside, Random random) {
        this.starts = starts;
        this.honest = honest;
        this.inside = inside;
        this.random = random;
    }

    /** The calls of one minute. */
    List<Callable<Void>> minute(int minute, Crowd crowd, int scenario) {
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = due(starts, minute); i > 0; i--) {
            calls.add(crowd.attack(
                    crowd.scenario().number(random.nextInt(Scenario.ATTACKED), random.nextInt(NUMBERS_A_PREFIX)),
                    address(scenario, random.nextInt(ADDRESSES)),
                    "attack-" + devices++));
        }
        for (int i = due(honest, minute); i > 0; i--) {
            int prefix = Scenario.ATTACKED + random.nextInt(Scenario.PREFIXES - Scenario.ATTACKED);
            calls.add(person(crowd, prefix, false));
        }
        for (int i = due(inside, minute); i > 0; i--) {
            calls.add(person(crowd, random.nextInt(Scenario.ATTACKED), true));
        }
        return calls;
    }

    private Callable<Void> person(Crowd crowd, int prefix, boolean inAttacked) {
        int n = people++;
        return crowd.honest(
                crowd.scenario().number(prefix, HONEST_FROM + n % (10_000 - HONEST_FROM)),
                "10." + (1 + (n >> 16)) + "." + (n >> 8 & 255) + "." + (n & 255),
                "person-" + n,
                inAttacked,
                random.nextDouble() < TYPES);
    }

    private static String address(int scenario, int n) {
        return "10." + (100 + scenario) + "." + (n >> 8) + "." + (n & 255);
    }

    /** The share of a day's total that falls into a minute, distributed evenly. */
    private static int due(int all, int minute) {
        return (int) ((long) all * (minute + 1) / MINUTES - (long) all * minute / MINUTES);
    }
}
