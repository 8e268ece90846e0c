package dev.firstring.bench;

import dev.firstring.bench.host.Growth;
import dev.firstring.bench.host.Logins;
import dev.firstring.bench.host.Processors;
import dev.firstring.bench.host.Service;
import dev.firstring.bench.load.Load;
import dev.firstring.bench.load.Step;
import dev.firstring.bench.sync.SyncBench;
import dev.firstring.bench.twin.Capture;
import dev.firstring.bench.twin.Pgbench;
import dev.firstring.bench.twin.Twin;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures flows per second of the service, compared with {@code pgbench} running the same SQL on the same server in
 * the same run.
 */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Flows per second beside pgbench running the same SQL on the same server in the same run.")
final class Bench implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int SESSIONS_AT_MOST = 60_000;

    @Mixin
    private final Options options = new Options();

    private final PrintStream out;

    Bench(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Bench(System.out));
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (exception instanceof BenchFailure) {
                line.getErr().println("error: " + exception.getMessage());
                return FAILED;
            }
            throw exception;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        options.check();
        Path place = Files.createTempDirectory("firstring-bench");
        try {
            if ("sync".equals(options.only)) {
                new SyncBench(options.root, place, out).measure(options.seconds, options.clients, options.rounds);
                return 0;
            }
            Report report = measure(place);
            out.print(report.text());
            if (options.out != null) {
                JsonMapper mapper = JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build();
                mapper.writeValue(options.out.toFile(), report);
            }
            return 0;
        } finally {
            if (options.keep) {
                out.println("left behind: " + place);
            } else {
                remove(place);
            }
        }
    }

    private Report measure(Path place) throws IOException, SQLException, InterruptedException {
        say("starting the service");
        try (Service service = Service.start(options.root, place, options.service);
                Connection superuser = service.logins().superuser()) {
            Thread stop = new Thread(service::close);
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                return measure(place, service, superuser);
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private Report measure(Path place, Service service, Connection superuser)
            throws IOException, SQLException, InterruptedException {
        Logins logins = service.logins();
        Load load = new Load(service.httpPort(), options.clients);
        say("warming up for " + options.warmUp + " s");
        double rate = load.flows(Duration.ofSeconds(options.warmUp)).perSecond();
        say("capturing the SQL of a flow");
        Twin twin = Twin.capture(new Capture(service), load, superuser);
        Processors processors = new Processors(service.pid(), service.databasePid());
        Runs runs = new Runs(
                load, new Pgbench(place, logins, options.clients), twin, superuser, processors, options.clients);
        List<Side> ofService = new ArrayList<>();
        List<Side> ofTwin = new ArrayList<>();
        for (int round = 0; round < options.rounds; round++) {
            say("round " + (round + 1) + " of " + options.rounds + ": service");
            Side served =
                    options.only == null ? runs.serviceFlows(options.seconds) : runs.serviceVerify(sessions(rate));
            ofService.add(served);
            say("round " + (round + 1) + " of " + options.rounds + ": pgbench");
            Side twinned = options.only == null ? runs.twinFlows(options.seconds) : runs.twinVerify(sessions(rate));
            ofTwin.add(twinned);
            Growth.requireAlike(served.grown(), served.done(), twinned.grown(), twinned.done());
        }
        return report(ofService, ofTwin, twin, runs.batch(), processors);
    }

    /** Enough sessions for the round, a multiple of the clients: a verification takes about a third of a flow. */
    private int sessions(double flowsPerSecond) {
        int wanted = (int) Math.min(SESSIONS_AT_MOST, flowsPerSecond * 3 * options.seconds);
        return Math.max(1, wanted / options.clients) * options.clients;
    }

    private Report report(List<Side> service, List<Side> twins, Twin twin, int batch, Processors processors) {
        double served = Report.median(service);
        double twinned = Report.median(twins);
        Side last = service.getLast();
        return new Report(
                Instant.now(),
                options.only == null ? "flows" : options.only,
                options.clients,
                options.seconds,
                Runtime.getRuntime().availableProcessors(),
                served,
                twinned,
                rounded(served / twinned),
                rounded(Report.secondsEach(twins) / Report.secondsEach(service)),
                batch,
                Arrays.stream(Step.values()).map(twin::shape).toList(),
                last.grown().rowsEach(last.done()),
                processors.peakMebibytes(),
                service.stream().map(Report.Round::of).toList(),
                twins.stream().map(Report.Round::of).toList());
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 1000) / 1000.0;
    }

    private void say(String text) {
        out.println(text + " ...");
        out.flush();
    }

    private static void remove(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
