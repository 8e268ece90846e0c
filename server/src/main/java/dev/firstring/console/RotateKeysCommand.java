package dev.firstring.console;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.database.Database;
import dev.firstring.platform.keys.rotation.RotateKeys;
import dev.firstring.platform.keys.rotation.RotationOutcome;
import dev.firstring.platform.keys.rotation.RotationOutcome.Overtaken;
import dev.firstring.platform.keys.rotation.RotationOutcome.Resealed;
import dev.firstring.platform.keys.rotation.RotationOutcome.Rotated;
import dev.firstring.platform.keys.rotation.RotationProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rotates the keys while the service is running. */
@Command(
        name = "rotate-keys",
        description = {
            "Makes new keys for encryption and derivation and puts what is stored under them, while the service runs.",
            "May be cut short at any time; the next run continues. The master key stays.",
            "Older keys are removed for good once firstring.keys.retire-after has passed since they were replaced."
        },
        mixinStandardHelpOptions = true)
final class RotateKeysCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--retire-only",
            description = "Make no new keys; only remove older ones whose time is over, for instance from cron.")
    private boolean retireOnly;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSettings settings = options.settings();
        try (Database database = settings.access().connect()) {
            database.checkSchema();
            try (ServiceParts parts = new ServiceParts(settings.environment(), database::service)) {
                PrintWriter out = spec.commandLine().getOut();
                RotateKeys rotation = parts.get(RotateKeys.class);
                PrintedProgress progress = new PrintedProgress(out);
                RotationOutcome outcome = retireOnly ? rotation.retire(progress) : rotation.run(progress);
                return switch (outcome) {
                    case Rotated rotated -> {
                        record(rotated, parts);
                        yield tell(rotated, out);
                    }
                    case Overtaken _ -> {
                        spec.commandLine()
                                .getErr()
                                .println(
                                        "Another rotation changed the keys at the same time, so this one stopped; it has"
                                                + " undone nothing. Run rotate-keys again when the other has ended.");
                        yield ExitCode.SOFTWARE;
                    }
                };
            }
        }
    }

    private static void record(Rotated rotated, ServiceParts parts) {
        parts.get(AuditTrail.class)
                .record(
                        parts.get(Clock.class).instant(),
                        new AuditEvent(
                                "keys.rotated",
                                "operator",
                                null,
                                null,
                                null,
                                Map.of("key_id", rotated.keyId(), "retired", rotated.retiredKeyIds())));
    }

    private static int tell(Rotated rotated, PrintWriter out) {
        for (Resealed resealed : rotated.resealed()) {
            out.println(resealed.what() + ": " + resealed.done() + " put under key " + rotated.keyId() + ", "
                    + resealed.left() + " left");
        }
        out.println("Done: key " + rotated.keyId() + " is in use on every node. Older keys removed for good: "
                + rotated.retiredKeyIds().size() + ", kept for reading: "
                + rotated.olderKeyIds().size() + ". What stays readable under those: codes under way,"
                + " answers kept for repeats, and tokens already issued; a run of rotate-keys removes each of them when"
                + " firstring.keys.retire-after has passed. Backups hold the keys that they need.");
        if (rotated.complete()) {
            return ExitCode.OK;
        }
        out.println("What is left stays readable under its older key. Run rotate-keys again to finish.");
        return ExitCode.SOFTWARE;
    }

    /** Prints the progress of a key rotation. */
    private static final class PrintedProgress implements RotationProgress {

        private final PrintWriter out;

        PrintedProgress(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void continued(int keyId) {
            print("A rotation was cut short earlier. It is continued with its key, " + keyId
                    + "; no further key is made. Run rotate-keys again afterwards for another one.");
        }

        @Override
        public void added(int keyId) {
            print("Key " + keyId + " is in the database. Nothing is made under it yet.");
        }

        @Override
        public void inUse(int keyId) {
            print("New things are made under key " + keyId + ".");
        }

        @Override
        public void waiting(Duration time) {
            print("Waiting " + time.toSeconds() + " s, until every node has read the keys ...");
        }

        @Override
        public void resealed(String what, int done, int total, Duration elapsed) {
            long rate = Math.round(done * 1000.0 / Math.max(1, elapsed.toMillis()));
            print(what + ": " + done + " / " + total + " under the new key (" + rate + " a second)");
        }

        private void print(String line) {
            out.println(line);
            out.flush();
        }
    }
}
