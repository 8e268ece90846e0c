package dev.firstring.chaos.pumping;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the costs of the attacks for both sides. */
final class Bill {

    /** A vCPU at 0.04 euros an hour computes about three million hashes a second. */
    private static final double EUROS_A_HASH = 0.04 / 3600 / 3_000_000;

    private final PrintStream out;

    Bill(PrintStream out) {
        this.out = out;
    }

    void print(List<Crowd> crowds, double seconds) {
        out.printf(
                Locale.ROOT,
                "%n%-22s %8s %8s %10s %8s %10s %10s%n",
                "guard",
                "starts",
                "sent",
                "you pay",
                "solved",
                "Mhashes",
                "they pay");
        for (Crowd crowd : crowds) {
            Score score = crowd.score();
            out.printf(
                    Locale.ROOT,
                    "%-22s %8d %8d %8.2f € %8d %10.1f %8.4f €%n",
                    crowd.scenario().name(),
                    score.starts.sum(),
                    score.sent.sum(),
                    score.sent.sum() * crowd.scenario().price(),
                    score.solved.sum(),
                    score.hashes.sum() / 1e6,
                    score.hashes.sum() * EUROS_A_HASH);
        }
        out.printf(
                Locale.ROOT,
                "%n%-22s %-39s %-39s%n%-22s %9s %9s %9s %9s %9s %9s %9s %9s%n",
                "honest people",
                "in other prefixes",
                "in the attacked prefixes",
                "",
                "came",
                "challngd",
                "refused",
                "proved",
                "came",
                "challngd",
                "refused",
                "proved");
        for (Crowd crowd : crowds) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %s %s%n",
                    crowd.scenario().name(),
                    people(crowd.score().elsewhere),
                    people(crowd.score().inside));
        }
        out.printf("%nattacker's starts refused, by rule%n");
        for (Crowd crowd : crowds) {
            out.printf(
                    "%-22s %s%n",
                    crowd.scenario().name(),
                    crowd.score().refusals().entrySet().stream()
                            .map(rule -> rule.getKey() + " " + rule.getValue().sum())
                            .collect(Collectors.joining(", ")));
        }
        out.printf(Locale.ROOT, "%n%.1f s%n%n", seconds);
    }

    private static String people(Score.People people) {
        return String.format(
                Locale.ROOT,
                "%9d %9d %9d %9d",
                people.came.sum(),
                people.challenged.sum(),
                people.refused.sum(),
                people.proved.sum());
    }
}
