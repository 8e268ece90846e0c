package dev.firstring.abuse.challenge;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Hash;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Issues challenges of the configured kind and verifies solutions. Counts both in {@code firstring.challenges} by kind
 * and outcome. Thread-safe.
 */
@Component
public class Challenges {

    /** Longer than any vendor accepts a token. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final ChallengeSettings settings;
    private final ProofsOfWork proofs;
    private final CaptchaVerifier captcha;
    private final UsedSolutionStore used;
    private final Clock clock;
    private final MeterRegistry meters;

    Challenges(
            ChallengeSettings settings,
            ProofsOfWork proofs,
            CaptchaVerifier captcha,
            JdbcTemplate jdbc,
            Clock clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.proofs = proofs;
        this.captcha = captcha;
        this.used = new UsedSolutionStore(jdbc);
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * A solution that a caller presents.
     *
     * @param text as it was sent; null if absent
     * @param vouched whether the captcha's vendor has confirmed it
     */
    public record Solution(@Nullable String text, boolean vouched) {

        public static Solution of(@Nullable String text) {
            return new Solution(text, false);
        }

        Solution vouchedFor() {
            return new Solution(text, true);
        }

        @Override
        public String toString() {
            return "Solution[vouched=" + vouched + "]";
        }
    }

    /** The outcome of presenting a solution. */
    public enum Redemption {
        /** The solution is valid and is now used up. */
        SOLVED,
        /** No solution was presented, or it is invalid. */
        NOT_SOLVED,
        /** Only the vendor can tell: call {@link Challenges#ask} outside the transaction, then redeem again. */
        ASK_FIRST
    }

    /** The captcha vendor's verdict on a solution. */
    public sealed interface Vouching {

        /** It is valid; redeem this one. */
        record Good(Solution solution) implements Vouching {}

        /** It is invalid. */
        record Bad() implements Vouching {}

        /** The vendor does not respond, or its response is no verdict. */
        record Unknown() implements Vouching {}
    }

    /** Issues a challenge for a number, to be solved by the caller at an address. */
    public Challenge issue(PhoneNumber number, String address, Challenge.Pressure pressure) {
        count("issued");
        return switch (settings.kind()) {
            case PROOF_OF_WORK -> proofs.issue(number, address, pressure);
            case HCAPTCHA, TURNSTILE ->
                new Challenge.Captcha(
                        settings.kind().word(),
                        Objects.requireNonNull(settings.captcha().siteKey(), "checked with the settings"));
        };
    }

    /** Verifies a solution without using it up: {@code SOLVED} means that it may be valid. */
    public Redemption look(Solution solution, PhoneNumber number, String address, Challenge.Pressure pressure) {
        String text = solution.text();
        if (text == null || text.isBlank()) {
            return Redemption.NOT_SOLVED;
        }
        return switch (settings.kind()) {
            case PROOF_OF_WORK -> {
                if (proofs.verify(text, number, address, pressure).isPresent()) {
                    yield Redemption.SOLVED;
                }
                count("refused");
                yield Redemption.NOT_SOLVED;
            }
            case HCAPTCHA, TURNSTILE -> solution.vouched() ? Redemption.SOLVED : Redemption.ASK_FIRST;
        };
    }

    /** Verifies a solution for this number and address. A valid one is used up in the caller's transaction. */
    public Redemption redeem(Solution solution, PhoneNumber number, String address, Challenge.Pressure pressure) {
        String text = solution.text();
        if (text == null || text.isBlank()) {
            return Redemption.NOT_SOLVED;
        }
        Redemption redemption = switch (settings.kind()) {
            case PROOF_OF_WORK ->
                solvedIf(proofs.verify(text, number, address, pressure)
                        .filter(proof -> used.use(proof.challenge(), proof.expires()))
                        .isPresent());
            case HCAPTCHA, TURNSTILE ->
                solution.vouched() ? solvedIf(used.use(text, clock.instant().plus(TOKEN_LIFE))) : Redemption.ASK_FIRST;
        };
        switch (redemption) {
            case SOLVED -> count("solved");
            case NOT_SOLVED -> count("refused");
            case ASK_FIRST -> {}
        }
        return redemption;
    }

    /**
     * Asks the captcha's vendor. May block until the configured timeout, so it must not run in a transaction, whose
     * locks would block other senders.
     */
    public Vouching ask(Solution solution, String address) {
        @Nullable String text = solution.text();
        Vouching vouching = text == null ? new Vouching.Bad() : captcha.verify(text, address, solution);
        switch (vouching) {
            case Vouching.Good good -> {}
            case Vouching.Bad bad -> count("refused");
            case Vouching.Unknown unknown -> count("unknown");
        }
        return vouching;
    }

    private static Redemption solvedIf(boolean good) {
        return good ? Redemption.SOLVED : Redemption.NOT_SOLVED;
    }

    private void count(String outcome) {
        meters.counter("firstring.challenges", "kind", settings.kind().word(), "outcome", outcome)
                .increment();
    }

    /** Stores used solutions in {@code challenge_use}, so that each is valid once across all nodes. Thread-safe. */
    private static final class UsedSolutionStore {

        private static final String USE = """
                INSERT INTO challenge_use (challenge_hash, expires_at) VALUES (?, ?)
                ON CONFLICT (challenge_hash) DO NOTHING
                """;

        private final JdbcTemplate jdbc;

        UsedSolutionStore(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        /** Marks a solution as used in the caller's transaction. True if it was not used before. */
        boolean use(String solution, Instant until) {
            return jdbc.update(USE, Hash.sha256(solution), Timestamp.from(until)) == 1;
        }
    }

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
}
