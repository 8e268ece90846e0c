package dev.firstring.abuse.challenge;

/**
 * How hard a challenge is to be. Each step doubles the work of a proof of work; a captcha does not get harder.
 *
 * @param steps 0 to 6
 */
public record Pressure(int steps) {

    private static final int MOST = 6;
    private static final int MOST_OF_ONE = 3;

    public static final Pressure NONE = new Pressure(0);

    public Pressure {
        if (steps < 0 || steps > MOST) {
            throw new IllegalArgumentException("pressure has 0 to " + MOST + " steps");
        }
    }

    /**
     * What presses together; each counts for 0 to 3 steps, what is beyond is cut off.
     *
     * @param window how far the window of the number is towards its ceiling, in quarters
     * @param number how often the number has been let through after too many wrong codes
     * @param address how much of its hourly sends the caller's address has used, in quarters
     */
    public static Pressure of(int window, int number, int address) {
        return new Pressure(Math.min(MOST, step(window) + step(number) + step(address)));
    }

    private static int step(int count) {
        return Math.clamp(count, 0, MOST_OF_ONE);
    }
}
