package dev.firstring.abuse.challenge;

/** A challenge that must be solved before a message is sent. */
public sealed interface Challenge {

    /** The name of the kind: {@code proof-of-work}, {@code hcaptcha} or {@code turnstile}. */
    String kind();

    /**
     * A proof of work in the format of ALTCHA's clients: find an {@code n} up to {@code maxnumber} with
     * {@code SHA-256(salt + n) == challenge}.
     */
    record ProofOfWork(String algorithm, String challenge, long maxnumber, String salt, String signature)
            implements Challenge {

        @Override
        public String kind() {
            return ChallengeSettings.Kind.PROOF_OF_WORK.word();
        }
    }

    /** A vendor's widget, shown with the site key. */
    record Captcha(String type, String siteKey) implements Challenge {

        @Override
        public String kind() {
            return type;
        }
    }

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
}
