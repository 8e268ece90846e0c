package dev.firstring.chaos.limits;

import dev.firstring.chaos.check.Findings;
import dev.firstring.chaos.clock.ServiceClock;
import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.Api.Caller;
import dev.firstring.chaos.load.Ledger;
import dev.firstring.chaos.load.Reply;
import dev.firstring.chaos.site.Node;
import dev.firstring.chaos.site.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Calls two nodes that share a database from many threads concurrently, far beyond each limit: each limit must admit
 * exactly as many requests as it allows. The nodes share a clock that is stopped during the calls.
 *
 * <p>Budgets are spread over shards. Near the end of the daily budget some shards have used up their part and others
 * have not, so a minute may admit less than its budget, and the remainder is admitted in the next minute. There, each
 * minute must not admit too many, and the whole day must admit exactly its budget.
 */
public final class SharedLimits {

    private static final int MINUTE_BUDGET = 120;
    private static final int DAY_BUDGET = 600;
    private static final int FULL_MINUTES = 2;
    private static final int MOST_MINUTES = 20;
    private static final int THREADS = 12;
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final PrintStream out;
    private final List<Node> nodes;
    private final ServiceClock clock;
    private final Api api;
    private final Findings findings = new Findings();
    private Instant now = START;
    private int spentToday;
    private int made;

    private SharedLimits(PrintStream out, List<Node> nodes, ServiceClock clock, Api api) {
        this.out = out;
        this.nodes = nodes;
        this.clock = clock;
        this.api = api;
    }

    /** Runs the checks and prints the findings; returns false if a limit admitted too many or too few. */
    public static boolean run(Path jar, Path logs, boolean quick, long seed, PrintStream out)
            throws IOException, InterruptedException {
        List<String> settings = List.of(
                "--firstring.limits.service-minute=" + MINUTE_BUDGET, "--firstring.limits.service-day=" + DAY_BUDGET);
        try (Site site = new Site(jar, logs, quick, new Random(seed), "limits", settings, true);
                Api api = new Api(new Ledger())) {
            site.closedWithTheProgram().clock().set(START);
            site.first().launch();
            site.first().awaitReady();
            Node second = site.second(settings);
            second.launch();
            second.awaitReady();
            return new SharedLimits(out, List.of(site.first(), second), site.clock(), api).run();
        }
    }

    private boolean run() throws InterruptedException {
        out.println("limits: two nodes, one database, " + THREADS + " threads");
        out.printf(Locale.ROOT, "%8s %8s %8s  %s%n", "asked", "limit", "given", "limit on");
        String number = number();
        expect("number, an hour", 40, 5, i -> start(i, number, address(), ""));
        pass(Duration.ofHours(1));
        expect("number, a day (5 before)", 40, 5, i -> start(i, number, address(), ""));
        pass(Duration.ofHours(1));
        expect("number, a day (10 before)", 40, 0, i -> start(i, number, address(), ""));
        pass(Duration.ofMinutes(1));
        String address = address();
        expect("address, an hour", 60, 20, i -> start(i, number(), address, ""));
        pass(Duration.ofMinutes(1));
        String phone = address();
        expect("device, a day", 40, 10, i -> start(i, number(), phone, "one-device-of-somebody-7f4e4a0c"));
        for (int minute = 0; minute < FULL_MINUTES; minute++) {
            pass(Duration.ofMinutes(1));
            expect("service, a minute", 240, MINUTE_BUDGET, i -> start(i, number(), address(), ""));
        }
        spendTheDay();
        pass(Duration.ofMinutes(1));
        expect("service, a day (all before)", 60, 0, i -> start(i, number(), address(), ""));
        out.println();
        out.print(findings.table());
        out.println(findings.clean() ? "limits: held, and used up" : "limits: MISSED, see above");
        return findings.clean();
    }

    private void spendTheDay() throws InterruptedException {
        for (int minute = 0; minute < MOST_MINUTES && spentToday < DAY_BUDGET; minute++) {
            pass(Duration.ofMinutes(1));
            int most = Math.min(MINUTE_BUDGET, DAY_BUDGET - spentToday);
            String limit = "service, a day (" + spentToday + " before)";
            int given = given(limit, 240, "<= " + most, i -> start(i, number(), address(), ""));
            findings.checked(
                    "a minute gives no more than is left of the day",
                    240,
                    given <= most ? List.of() : List.of(limit + ": " + given + " instead of " + most));
        }
        findings.checked(
                "the day gives what it holds, to both nodes together",
                DAY_BUDGET,
                spentToday == DAY_BUDGET ? List.of() : List.of(spentToday + " instead of " + DAY_BUDGET));
    }

    private void expect(String limit, int asked, int wanted, IntFunction<Callable<Reply>> start)
            throws InterruptedException {
        int given = given(limit, asked, Integer.toString(wanted), start);
        findings.checked(
                "a limit gives what it holds, to both nodes together",
                asked,
                given == wanted ? List.of() : List.of(limit + ": " + given + " instead of " + wanted));
    }

    private int given(String limit, int asked, String wanted, IntFunction<Callable<Reply>> start)
            throws InterruptedException {
        int given = 0;
        List<String> odd = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < asked; i++) {
                calls.add(start.apply(i));
            }
            for (Future<Reply> answer : threads.invokeAll(calls)) {
                Reply reply = answer.get();
                given += reply.kind().equals("200") ? 1 : 0;
                if (!reply.kind().equals("200") && !reply.kind().equals("429 rate_limited")) {
                    odd.add(limit + ": " + reply.kind());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        spentToday += given;
        out.printf(Locale.ROOT, "%8d %8s %8d  %s%n", asked, wanted, given, limit);
        findings.checked("everything else is told that it is limited", asked, odd);
        return given;
    }

    private Callable<Reply> start(int i, String number, String address, String device) {
        Map<String, String> fields =
                device.isEmpty() ? Map.of("phone_number", number) : Map.of("phone_number", number, "device_id", device);
        return () -> api.post(nodes.get(i % nodes.size()), "start", fields, Caller.at(address));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        clock.set(now);
    }

    /** A number with a unique prefix. */
    private String number() {
        return String.format(Locale.ROOT, "+49151%08d", 20_000_042 + 10_000 * made++);
    }

    private String address() {
        int n = made++;
        return "10.7." + (n >> 8 & 255) + "." + (n & 255);
    }
}
