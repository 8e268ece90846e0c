package dev.firstring.chaos;

import dev.firstring.chaos.check.Acknowledged;
import dev.firstring.chaos.check.Findings;
import dev.firstring.chaos.check.Messages;
import dev.firstring.chaos.check.ReadBack;
import dev.firstring.chaos.check.Tables;
import dev.firstring.chaos.limits.SharedLimits;
import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.Ledger;
import dev.firstring.chaos.load.Load;
import dev.firstring.chaos.pumping.Pumping;
import dev.firstring.chaos.site.Site;
import dev.firstring.chaos.storm.Storm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Fault injection: starts the service, runs clients that register, kills processes at times and in an order determined
 * by the seed, and finally checks that no acknowledged result is lost and nothing is stuck. Exit codes: 0 if all checks
 * pass, 1 if any fails, 2 for a usage error.
 */
public final class Chaos {

    /** A lease, plus the time that another node has to take over. */
    private static final Duration ALL_SETTLED = Duration.ofSeconds(15 + 8);

    private final Options options;
    private final Site site;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final Findings findings = new Findings();

    private Chaos(Options options, Site site, Random random) {
        this.options = options;
        this.site = site;
        this.random = random;
    }

    public static void main(String... arguments) throws InterruptedException {
        Options options;
        try {
            options = Options.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(Options options) throws InterruptedException {
        boolean clean = !options.kills() || kills(options);
        clean &= !options.runs("storm") || storm(options);
        clean &= !options.runs("limits") || limits(options);
        clean &= !options.runs("pumping") || pumping(options);
        return clean;
    }

    private static boolean limits(Options options) throws InterruptedException {
        try {
            return SharedLimits.run(options.jar(), options.logs(), options.brief(), options.seed(), System.out);
        } catch (IOException e) {
            Print.failure(e);
            return false;
        }
    }

    private static boolean pumping(Options options) throws InterruptedException {
        try {
            Pumping.Plan plan = new Pumping.Plan(
                    options.jar(),
                    options.logs(),
                    options.brief(),
                    options.seed(),
                    options.clients(),
                    options.starts());
            return Pumping.run(plan, System.out);
        } catch (IOException | SQLException e) {
            Print.failure(e);
            return false;
        }
    }

    private static boolean storm(Options options) throws InterruptedException {
        try {
            Storm.Plan plan = new Storm.Plan(
                    options.jar(),
                    options.logs(),
                    options.brief(),
                    options.seed(),
                    options.clients(),
                    options.accounts());
            return Storm.run(plan, System.out);
        } catch (IOException | SQLException e) {
            Print.failure(e);
            return false;
        }
    }

    private static boolean kills(Options options) throws InterruptedException {
        Random random = new Random(options.seed());
        try (Site site = new Site(options.jar(), options.logs(), options.brief(), random)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(site)));
            return new Chaos(options, site, random).run();
        } catch (IOException | SQLException e) {
            Print.failure(e);
            return false;
        }
    }

    private static void close(Site site) {
        try {
            site.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        Print.head(options);
        site.first().launch();
        site.first().awaitReady();
        List<Round> rounds = new ArrayList<>();
        try (Api api = new Api(ledger)) {
            Load load = new Load(api, ledger, List.of(site.first()), random);
            load.start(options.clients(), random);
            Rounds killing = new Rounds(site, load, ledger, findings, random, options.brief());
            int number = 0;
            for (Fault fault : faults()) {
                Round round = killing.run(++number, fault);
                rounds.add(round);
                Print.round(round);
            }
            long stuck = load.stop();
            findings.checked(
                    "every client ends when the load does",
                    options.clients(),
                    stuck == 0 ? List.of() : List.of(stuck + " clients still wait"));
            check(api);
        }
        Print.result(ledger, findings, rounds);
        return findings.clean();
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < options.rounds()) {
            List<Fault> all = new ArrayList<>(options.brief() ? Fault.BRIEF : List.of(Fault.values()));
            Collections.shuffle(all, random);
            faults.addAll(all);
        }
        return faults.subList(0, options.rounds());
    }

    private void check(Api api) throws IOException, InterruptedException, SQLException {
        Messages messages = new Messages(site.logins());
        long left = messages.awaitSettled(Instant.now().plusSeconds(1), ALL_SETTLED);
        Print.messages(messages.states());
        findings.checked(
                "no message stays queued",
                messages.states().values().stream().mapToLong(Long::longValue).sum(),
                left == 0 ? List.of() : List.of(left + " messages"));
        try (Connection connection = site.logins().connect()) {
            Tables.check(connection, findings);
            Acknowledged.check(connection, ledger.traces(), findings);
        }
        new ReadBack(api, site.first()).check(ledger.traces(), findings);
        long replies =
                ledger.replies().values().stream().mapToLong(Long::longValue).sum();
        findings.checked("a failed request fails cleanly", replies, ledger.unclean());
        findings.checked("a repeat with the same idempotency key gives the same", replies, ledger.unlikeRepeats());
    }
}
