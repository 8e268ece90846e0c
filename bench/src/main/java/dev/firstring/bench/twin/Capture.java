package dev.firstring.bench.twin;

import dev.firstring.bench.BenchFailure;
import dev.firstring.bench.host.Logins;
import dev.firstring.bench.host.Messages;
import dev.firstring.bench.host.Service;
import dev.firstring.bench.load.Load;
import dev.firstring.bench.load.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Captures the SQL of a flow: runs a few flows one after another while the server logs the statements of the service.
 * Statements of background work are excluded, and so are flows that were interleaved with other work.
 */
public final class Capture {

    private static final int FLOWS = 8;
    private static final int NEEDED = 4;
    /** Longer than the polling interval of the service's background work. */
    private static final Duration IDLE = Duration.ofSeconds(12);
    /** Long enough for other background work of a step to finish. */
    private static final Duration SETTLED = Duration.ofMillis(400);

    /** Long enough for messages of several flows to be settled in one batch. */
    private static final Duration BURST = Duration.ofSeconds(2);

    private static final Duration LOG_PATIENCE = Duration.ofSeconds(60);
    private static final String PREFIX = "Postmaster|";
    private static final String TOGETHER = "together";

    private final Service service;
    private final Logins logins;
    private final Map<String, Instant> asked = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();

    public Capture(Service service) throws IOException {
        this.service = service;
        this.logins = service.logins();
    }

    /** Flows with identical statements, and the parameters that are filled from many flows. */
    record Captured(List<List<CapturedStep>> flows, Batches batches) {}

    /** Runs flows of a load, first one after another and then concurrently. */
    Captured run(Load load) throws IOException, SQLException, InterruptedException {
        try (Connection superuser = logins.superuser();
                Connection watching = logins.superuser();
                Statement statement = superuser.createStatement()) {
            try {
                startLogging(statement);
                mark(statement, "idle");
                Thread.sleep(IDLE);
                for (int flow = 0; flow < FLOWS; flow++) {
                    load.onePaced(new Marks(statement, watching, flow));
                }
                mark(statement, TOGETHER);
                load.flows(BURST);
                Messages.awaitSettled(watching);
                mark(statement, "end");
            } finally {
                stopLogging(statement);
            }
        }
        Map<String, List<Transaction>> byMark = ServerLog.read(lines());
        List<List<CapturedStep>> flows = alike(byMark);
        return new Captured(
                flows,
                new Batches(
                        statements(flows.stream().flatMap(List::stream).flatMap(step -> step.transactions().stream())),
                        statements(byMark.getOrDefault(TOGETHER, List.of()).stream())));
    }

    private static List<Executed> statements(Stream<Transaction> transactions) {
        return transactions
                .flatMap(transaction -> transaction.statements().stream())
                .toList();
    }

    /** Terminates the pool's connections, because settings of a role apply to new sessions only. */
    private static void startLogging(Statement statement) throws SQLException, InterruptedException {
        statement.execute("ALTER ROLE " + Logins.SERVICE + " SET log_statement = 'all'");
        statement.execute("ALTER ROLE " + Logins.SERVICE + " SET log_error_verbosity = 'default'");
        statement.execute("SET log_statement = 'all'");
        endConnections(statement);
    }

    private static void stopLogging(Statement statement) throws SQLException, InterruptedException {
        statement.execute("ALTER ROLE " + Logins.SERVICE + " RESET log_statement");
        statement.execute("ALTER ROLE " + Logins.SERVICE + " RESET log_error_verbosity");
        statement.execute("RESET log_statement");
        endConnections(statement);
    }

    private static void endConnections(Statement statement) throws SQLException, InterruptedException {
        statement.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + Logins.SERVICE + "'");
        Thread.sleep(Duration.ofSeconds(2));
    }

    private static void mark(Statement statement, String name) throws SQLException {
        statement.execute(ServerLog.MARK + name + "'");
    }

    private static String name(int flow, Step step) {
        return flow + " " + step.word();
    }

    private List<String> lines() throws IOException, InterruptedException {
        long end = System.nanoTime() + LOG_PATIENCE.toNanos();
        while (true) {
            List<String> lines = Files.readAllLines(service.log()).stream()
                    .filter(line -> line.startsWith(PREFIX))
                    .map(line -> line.substring(PREFIX.length()))
                    .toList();
            if (lines.stream().anyMatch(line -> line.endsWith(ServerLog.MARK + "end'"))) {
                return lines;
            }
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure("the server's log does not show up in " + service.log());
            }
            Thread.sleep(100);
        }
    }

    private List<List<CapturedStep>> alike(Map<String, List<Transaction>> byMark) {
        Set<List<String>> background = byMark.getOrDefault("idle", List.of()).stream()
                .map(Transaction::signature)
                .collect(Collectors.toCollection(HashSet::new));
        List<List<CapturedStep>> flows = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            List<CapturedStep> steps = new ArrayList<>();
            for (Step step : Step.values()) {
                String name = name(flow, step);
                steps.add(new CapturedStep(
                        step,
                        time(asked, name),
                        time(answered, name),
                        byMark.getOrDefault(name, List.of()).stream()
                                .filter(transaction -> !background.contains(transaction.signature()))
                                .toList()));
            }
            flows.add(steps);
        }
        List<List<CapturedStep>> most =
                flows.stream().collect(Collectors.groupingBy(Capture::signature)).values().stream()
                        .max((a, b) -> Integer.compare(a.size(), b.size()))
                        .orElseThrow();
        if (most.size() < NEEDED) {
            throw new BenchFailure("of " + FLOWS + " flows only " + most.size() + " asked the database for the same: "
                    + flows.stream()
                            .map(Capture::signature)
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        }
        return most;
    }

    private static Instant time(Map<String, Instant> times, String name) {
        Instant time = times.get(name);
        if (time == null) {
            throw new IllegalStateException("no time of " + name);
        }
        return time;
    }

    private static List<List<List<String>>> signature(List<CapturedStep> flow) {
        return flow.stream().map(CapturedStep::signature).toList();
    }

    private final class Marks implements Load.Pace {

        private final Statement statement;
        private final Connection watching;
        private final int flow;

        Marks(Statement statement, Connection watching, int flow) {
            this.statement = statement;
            this.watching = watching;
            this.flow = flow;
        }

        @Override
        public void before(Step step) throws IOException {
            try {
                mark(statement, name(flow, step));
            } catch (SQLException e) {
                throw new IOException(e);
            }
            asked.put(name(flow, step), Instant.now());
        }

        @Override
        public void after(Step step) throws IOException, InterruptedException {
            answered.put(name(flow, step), Instant.now());
            try {
                Messages.awaitSettled(watching);
            } catch (SQLException e) {
                throw new IOException(e);
            }
            Thread.sleep(SETTLED);
        }
    }
}
