package dev.firstring.chaos.pumping;

import dev.firstring.chaos.check.Findings;
import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.Ledger;
import dev.firstring.chaos.site.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A day of SMS pumping against a real service in its own process, whose clock this program advances minute by minute:
 * measures the cost with each reaction of the guard and its effect on honest users. Limits, windows and grace periods
 * have their defaults.
 */
public final class Pumping {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    /** The maximum number of messages to one prefix in a window: the ceiling, plus a few concurrent requests. */
    private static final int CEILING = 60;

    private static final int BOUND_OF_A_BURST = 40;
    private static final int WINDOWS_TOUCHED = 5;

    private final Plan plan;
    private final PrintStream out;
    private final Site site;
    private final Findings findings = new Findings();

    private Pumping(Plan plan, PrintStream out, Site site) {
        this.plan = plan;
        this.out = out;
        this.site = site;
    }

    /**
     * The options of a run.
     *
     * @param jar the jar of the service
     * @param brief whether the service is tuned for a fast start instead of throughput, and proofs of work are easy
     * @param clients the number of concurrent requests
     * @param starts the number of starts of each attacker
     */
    public record Plan(Path jar, Path logs, boolean brief, long seed, int clients, int starts) {

        /** The number of honest users in the country, enough to see the guard's effect on them. */
        int honest() {
            return Math.max(160, starts / 20);
        }

        /** The number of honest users in the attacked prefixes. */
        int inside() {
            return 40;
        }
    }

    /** Runs the attacks and prints the findings; returns false if any check fails. */
    public static boolean run(Plan plan, PrintStream out) throws IOException, InterruptedException, SQLException {
        List<String> settings = new ArrayList<>();
        Scenario.ALL.forEach(scenario ->
                settings.add("--firstring.guard.reactions." + scenario.region() + "=" + scenario.reaction()));
        if (plan.brief()) {
            settings.add("--firstring.challenge.difficulty=1000");
            settings.add("--firstring.challenge.hardest=32000");
        }
        try (Site site =
                new Site(plan.jar(), plan.logs(), plan.brief(), new Random(plan.seed()), "pumping", settings, true)) {
            site.closedWithTheProgram().clock().set(START);
            site.first().launch();
            site.first().awaitReady();
            return new Pumping(plan, out, site).run();
        }
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        out.printf(
                Locale.ROOT,
                "pumping: a day, %d starts over 400 numbers in 2 prefixes from 300 addresses, four times; seed %d%n",
                plan.starts(),
                plan.seed());
        long begun = System.nanoTime();
        try (Api api = new Api(new Ledger());
                ExecutorService threads = Executors.newFixedThreadPool(plan.clients())) {
            List<Crowd> crowds = Scenario.ALL.stream()
                    .map(scenario -> new Crowd(api, site.first(), scenario))
                    .toList();
            Day day = new Day(plan.starts(), plan.honest(), plan.inside(), new Random(plan.seed()));
            for (int minute = 0; minute < Day.MINUTES; minute++) {
                site.clock().set(START.plus(Duration.ofMinutes(minute)));
                List<Callable<Void>> calls = new ArrayList<>();
                for (int i = 0; i < crowds.size(); i++) {
                    Crowd crowd = crowds.get(i);
                    for (Callable<Void> typed = crowd.nextToType(); typed != null; typed = crowd.nextToType()) {
                        calls.add(typed);
                    }
                    calls.addAll(day.minute(minute, crowd, i));
                }
                all(threads, calls);
            }
            check(crowds);
            new Bill(out).print(crowds, (System.nanoTime() - begun) / 1e9);
        }
        out.print(findings.table());
        out.println(findings.clean() ? "pumping: the guard holds" : "pumping: something is WRONG, see above");
        return findings.clean();
    }

    private static void all(ExecutorService threads, List<Callable<Void>> calls) throws InterruptedException {
        try {
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(List<Crowd> crowds) throws IOException, SQLException {
        for (Crowd crowd : crowds) {
            Score score = crowd.score();
            String name = crowd.scenario().name();
            findings.checked("every answer is one that the API names", score.starts.sum(), List.copyOf(crowd.odd()));
            findings.checked(
                    "people in other prefixes of the country are never hindered",
                    score.elsewhere.came.sum(),
                    score.elsewhere.challenged.sum() + score.elsewhere.refused.sum() == 0
                            ? List.of()
                            : List.of(name + ": " + score.elsewhere.challenged.sum() + " challenged, "
                                    + score.elsewhere.refused.sum() + " refused"));
            long most = mostSent(crowd.scenario());
            findings.checked(
                    "the attacker gets no more than the ceiling",
                    score.sent.sum(),
                    score.sent.sum() <= most ? List.of() : List.of(name + ": " + score.sent.sum() + " sent, " + most));
            long rows = messages(crowd.scenario());
            long told = score.sent.sum() + score.inside.came.sum() - score.inside.refused.sum();
            findings.checked(
                    "messages are as many as were told",
                    rows,
                    rows == told ? List.of() : List.of(name + ": " + rows + " messages, " + told + " told"));
        }
    }

    /**
     * The maximum number of messages in a day of sliding windows. Users who enter their codes raise the limit of the
     * share: three sends for each verified code.
     */
    private long mostSent(Scenario scenario) {
        int aWindow = scenario.reaction().equals("block") || !scenario.solves() ? BOUND_OF_A_BURST : CEILING;
        return scenario.reaction().equals("monitor")
                ? Long.MAX_VALUE
                : (long) Scenario.ATTACKED * WINDOWS_TOUCHED * (aWindow + plan.clients()) + 3L * plan.inside();
    }

    private long messages(Scenario scenario) throws IOException, SQLException {
        try (Connection connection = site.logins().connect();
                PreparedStatement count = connection.prepareStatement("""
                        SELECT count(*)
                          FROM message
                         WHERE left(phone_number, length(phone_number) - 4) IN (?, ?) AND state <> 'failed'
                        """)) {
            for (int prefix = 0; prefix < Scenario.ATTACKED; prefix++) {
                String number = scenario.number(prefix, 0);
                count.setString(prefix + 1, number.substring(0, number.length() - 4));
            }
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
