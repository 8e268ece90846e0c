package dev.firstring.console;

import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.drift.CheckDrift;
import dev.firstring.sipserver.drift.DriftRunStore;
import dev.firstring.sipserver.drift.RepairDrift;
import dev.firstring.sipserver.drift.StartCheckOutcome;
import dev.firstring.sipserver.drift.finding.DriftFinding;
import dev.firstring.sipserver.drift.finding.DriftFindingStore;
import dev.firstring.sipserver.drift.finding.DriftReport;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.sync.SyncPoller;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares SIP servers with the database, whether or not the service is running, and optionally repairs the
 * differences.
 */
@Command(
        name = "reconcile",
        description = {
            "Compares every SIP server with the database and tells what differs. Nothing is changed unless",
            "--repair is given. Accounts that were never made here are told apart and never touched.",
            "Exit code 0 if nothing differs, 1 if something does or a server did not answer."
        },
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

    private static final String ACTOR = "operator";
    private static final int SHOWN = 50;
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);
    private static final Duration OTHERS_LIMIT = Duration.ofMinutes(10);

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--repair",
            description = "Repair what is found, wait for the servers to be brought, compare again.")
    private boolean repair;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return options.beside(parts -> {
            if (parts.get(Fleet.class).isEmpty()) {
                out().println("No SIP server is configured: there is nothing to compare.");
                return ExitCode.OK;
            }
            Optional<DriftReport> report = compare(parts);
            if (report.isPresent() && repair && report.get().left() > 0) {
                repair(parts, report.get().run());
                report = compare(parts);
            }
            return report.filter(found -> clean(found, parts)).isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    private Optional<DriftReport> compare(ServiceParts parts) {
        DriftRunStore runs = parts.get(DriftRunStore.class);
        CheckDrift check = parts.get(CheckDrift.class);
        UUID run = switch (check.start(ACTOR)) {
            case StartCheckOutcome.Started(UUID begun) -> begun;
            case StartCheckOutcome.InProgress(UUID other) -> {
                out().println("A comparison is under way already; going on with that one.");
                yield other;
            }
            case StartCheckOutcome.NoServers none -> throw new IllegalStateException("the fleet is not empty");
        };
        long end = System.nanoTime() + OTHERS_LIMIT.toNanos();
        Optional<DriftReport> report;
        do {
            check.resume((server, compared) -> out().println(server + ": " + compared + " compared"), () -> true);
            report = runs.report(run).filter(found -> found.ended() != null);
        } while (report.isEmpty() && System.nanoTime() < end && pause());
        if (report.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("A node of the service is at this comparison and has not ended it yet.");
        }
        report.ifPresent(found -> print(found, parts));
        return report;
    }

    private void print(DriftReport report, ServiceParts parts) {
        out().println("Compared: " + report.compared() + "; different: " + report.left());
        for (DriftReport.Count count : report.counts()) {
            out().println("  " + count.server() + "  " + count.kind().word() + "  " + count.left());
        }
        List<DriftFinding> findings = parts.get(DriftFindingStore.class).page(report.run(), null, null, 0, SHOWN);
        for (DriftFinding finding : findings) {
            out().println("  " + finding.server() + "  "
                    + finding.difference().kind().word() + "  "
                    + finding.difference().aor() + "  " + finding.difference().detail());
        }
        if (report.left() > findings.size()) {
            out().println("  ... and more: GET /api/admin/sip/drift lists all");
        }
        for (Map.Entry<String, String> failure : report.failures().entrySet()) {
            out().println("  " + failure.getKey() + ": not compared to the end: " + failure.getValue());
        }
        out().flush();
    }

    private void repair(ServiceParts parts, UUID run) {
        RepairDrift.Report done = parts.get(RepairDrift.class).repair(run, ACTOR);
        out().println("Repaired: " + done.repairedInAll() + "; not done yet: " + done.pending() + "; out of date: "
                + done.outdated());
        long end = System.nanoTime() + SYNC_LIMIT.toNanos();
        int left;
        do {
            parts.get(SyncPoller.class).drain();
            left = parts.get(SyncPoller.class).pending();
        } while (left > 0 && System.nanoTime() < end && pause());
        if (left > 0) {
            out().println(left + " accounts are still to be brought; the service goes on with them.");
        }
    }

    /**
     * Whether no differences are left and every comparison succeeded. Failures of a registrar that runs inside the
     * service are ignored: only the service can compare it, each night and over the API.
     */
    private static boolean clean(DriftReport report, ServiceParts parts) {
        return report.left() == 0
                && report.failures().keySet().stream()
                        .allMatch(server -> parts.get(Fleet.class).servers().stream()
                                .anyMatch(known -> known.id().value().equals(server)
                                        && known.capabilities().contains(Capability.RUNS_INSIDE)));
    }

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
