package dev.firstring.chaos.storm;

import dev.firstring.chaos.check.Findings;
import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.Ledger;
import dev.firstring.chaos.load.People;
import dev.firstring.chaos.site.Ports;
import dev.firstring.chaos.site.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The service syncs accounts to a SIP server that fails 30 % of all calls and is killed twice, while accounts are
 * created and changed and the service itself is killed once. After the faults end, the SIP server and the database must
 * converge.
 */
public final class Storm {

    private static final double BROKEN = 0.24;
    private static final double LATE = 0.08;
    private static final Duration LATENESS = Duration.ofMillis(700);

    private final Plan plan;
    private final PrintStream out;
    private final Random random;
    private final Site site;
    private final StubProcess stub;
    private final Ledger ledger = new Ledger();
    private final Findings findings = new Findings();

    private Storm(Plan plan, PrintStream out, Random random, Site site, StubProcess stub) {
        this.plan = plan;
        this.out = out;
        this.random = random;
        this.site = site;
        this.stub = stub;
    }

    /**
     * The options of a run.
     *
     * @param jar the jar of the service
     * @param brief whether the service is tuned for a fast start instead of throughput, and pauses are short
     * @param clients the number of concurrent requests
     */
    public record Plan(Path jar, Path logs, boolean brief, long seed, int clients, int accounts) {}

    /** Runs the storm and prints the findings; returns false if any check fails. */
    public static boolean run(Plan plan, PrintStream out) throws IOException, InterruptedException, SQLException {
        Random random = new Random(plan.seed());
        Files.createDirectories(plan.logs());
        Path file = Files.createTempFile("firstring-storm-", ".jsonl");
        int port = new Ports(random).next();
        try (StubProcess stub = new StubProcess(port, file, plan.logs().resolve("storm-server.log"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(stub::close));
            stub.launch();
            try (Site site =
                    new Site(plan.jar(), plan.logs(), plan.brief(), random, "storm", settings(plan, stub.url()))) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(site)));
                return new Storm(plan, out, random, site, stub).run();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void close(Site site) {
        try {
            site.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> settings(Plan plan, String url) {
        return List.of(
                "--firstring.sip-server.rest.servers[0].id=storm",
                "--firstring.sip-server.rest.servers[0].url=" + url,
                "--firstring.sip-server.rest.servers[0].api-key=" + StubProcess.KEY,
                "--firstring.sip-server.rest.servers[0].timeout=500ms",
                "--firstring.sip-server.sync.lease=20s",
                "--firstring.sip-server.sync.longest-pause=" + (plan.brief() ? "3s" : "30s"),
                "--firstring.tokens.access-life=1h");
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        out.printf(Locale.ROOT, "storm: %d accounts, seed %d%n", plan.accounts(), plan.seed());
        long started = System.nanoTime();
        site.first().launch();
        site.first().awaitReady();
        String key = site.apiKey("storm");
        fail();
        try (Api api = new Api(ledger);
                Pending pending = Pending.watching(site.logins())) {
            Changes changes = new Changes(api, site.first(), key, new People(random));
            Work work = new Work(changes, plan.accounts());
            long blown = System.nanoTime();
            work.start(plan.clients(), random);
            blow(work);
            work.awaitShare(1);
            double storm = seconds(blown);
            long behind = pending.count();
            stub.fail(0, 0, Duration.ZERO, 0);
            long calm = System.nanoTime();
            long left = pending.awaitNone(Duration.ofMinutes(plan.brief() ? 1 : 5));
            double synced = seconds(calm);
            check(changes, work, left);
            print(changes, storm, behind, synced, pending.longest(), seconds(started));
        }
        return findings.clean();
    }

    private void fail() throws IOException, InterruptedException {
        stub.fail(BROKEN, LATE, LATENESS, random.nextLong());
    }

    private void blow(Work work) throws IOException, InterruptedException {
        work.awaitShare(0.2);
        site.first().kill();
        site.first().launch();
        site.first().awaitReady();
        for (double share : new double[] {0.4, 0.7}) {
            work.awaitShare(share);
            stub.kill();
            Thread.sleep(random.nextLong(500, 2_000));
            stub.launch();
            fail();
        }
    }

    private void check(Changes changes, Work work, long left) throws IOException, InterruptedException, SQLException {
        findings.checked(
                "nothing stays pending once the SIP server works",
                changes.members().size(),
                left == 0 ? List.of() : List.of(left + " accounts"));
        try (Connection connection = site.logins().connect()) {
            Drift.Found found = Drift.between(stub.accounts(), connection);
            findings.checked("the SIP server has what the database has", found.compared(), found.differences());
            int fewer = changes.members().size() - found.compared();
            findings.checked(
                    "every acknowledged account is there",
                    changes.members().size(),
                    fewer <= 0 ? List.of() : List.of(fewer + " are not"));
        }
        findings.checked(
                "everybody gets an account",
                plan.accounts(),
                work.unregistered() == 0 ? List.of() : List.of(work.unregistered() + " were refused"));
        long replies =
                ledger.replies().values().stream().mapToLong(Long::longValue).sum();
        findings.checked("a failed request fails cleanly", replies, ledger.unclean());
        stub.note();
    }

    private void print(Changes changes, double storm, long behind, double synced, Duration longest, double all) {
        long calls = stub.calls().values().stream().mapToLong(Long::longValue).sum();
        long failed =
                stub.failures().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "accounts %d, changes %d (%d not allowed), kills: SIP server 2, service 1; storm %.1f s%n",
                changes.members().size(),
                changes.done(),
                changes.refused(),
                storm);
        out.printf(
                Locale.ROOT,
                "pending when the faults ended %d, all synced %.1f s later; longest pending %.1f s; %.1f s in all%n",
                behind,
                synced,
                longest.toMillis() / 1000.0,
                all);
        out.printf(
                Locale.ROOT,
                "calls %d (%.2f an account and change) %s%nfailed by chance %d (%.0f %%) %s%n",
                calls,
                (double) calls / Math.max(1, changes.members().size() + changes.done()),
                stub.calls(),
                failed,
                100.0 * failed / Math.max(1, calls),
                stub.failures());
        out.println();
        out.print(findings.table());
        out.println();
        out.println(findings.clean() ? "storm: zero drift" : "storm: something is WRONG, see above");
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
