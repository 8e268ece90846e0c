package dev.firstring.chaos;

import dev.firstring.chaos.check.Findings;
import dev.firstring.chaos.load.Ledger;
import dev.firstring.chaos.load.Trace;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the progress and the results of a run. */
final class Print {

    private static final PrintStream OUT = System.out;

    private Print() {}

    static void head(Options options) {
        OUT.printf(
                Locale.ROOT,
                "chaos: %d rounds, %d clients, seed %d%n",
                options.rounds(),
                options.clients(),
                options.seed());
    }

    static void round(Round round) {
        OUT.printf(
                Locale.ROOT,
                "round %d: killed %s after %.1f s (%s)%n",
                round.number(),
                round.victim(),
                round.afterMillis() / 1000.0,
                round.fault().words());
    }

    static void messages(Map<String, Long> states) {
        OUT.println("messages: " + states);
    }

    static void failure(Exception failure) {
        OUT.println("chaos: the run could not go on: " + failure.getMessage());
    }

    static void result(Ledger ledger, Findings findings, List<Round> rounds) {
        OUT.printf(
                Locale.ROOT,
                "acknowledged: %d sessions, %d codes, %d links%n",
                ledger.traces().size(),
                ledger.traces().stream().mapToLong(Trace::accepted).sum(),
                ledger.traces().stream()
                        .mapToLong(trace -> trace.links().size())
                        .sum());
        OUT.println();
        OUT.printf(Locale.ROOT, "%8s  %s%n", "replies", "kind");
        ledger.replies().forEach((kind, count) -> OUT.printf(Locale.ROOT, "%8d  %s%n", count, kind));
        OUT.println();
        OUT.printf(
                Locale.ROOT,
                "%5s  %-32s %10s %10s %8s %10s%n",
                "round",
                "killed",
                "ready s",
                "serves s",
                "queued",
                "settled s");
        for (Round round : rounds) {
            OUT.printf(
                    Locale.ROOT,
                    "%5d  %-32s %10s %10s %8s %10s%n",
                    round.number(),
                    round.fault().words(),
                    seconds(round.readyMillis()),
                    seconds(round.servingMillis()),
                    round.queued() < 0 ? "?" : Long.toString(round.queued()),
                    seconds(round.settledMillis()));
        }
        OUT.println();
        OUT.print(findings.table());
        OUT.println();
        OUT.println(findings.clean() ? "chaos: nothing is wrong" : "chaos: something is WRONG, see above");
    }

    private static String seconds(long millis) {
        return millis < 0 ? "never" : String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
