package dev.firstring.abuse.challenge;

/**
 * The difficulty of a challenge. Each step doubles the work of a proof of work; a captcha does not become harder.
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
     * Adds up the causes. Each counts for 0 to 3 steps; higher values are capped.
     *
     * @param window how much of the window's ceiling is used, in quarters
     * @param number the number of sessions allowed since the number was restricted for wrong codes
     * @param address how much of its hourly quota the caller's address has used, in quarters
     */
    public static Pressure of(int window, int number, int address) {
        return new Pressure(Math.min(MOST, step(window) + step(number) + step(address)));
    }

    private static int step(int count) {
        return Math.clamp(count, 0, MOST_OF_ONE);
    }
}
