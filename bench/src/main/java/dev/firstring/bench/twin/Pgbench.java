package dev.firstring.bench.twin;

import dev.firstring.bench.BenchFailure;
import dev.firstring.bench.host.Logins;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs pgbench as the service role, with as many clients as the load. Not thread-safe. */
public final class Pgbench {

    private static final Pattern PROCESSED = Pattern.compile("number of transactions actually processed: (\\d+)");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
    private static final int MARGIN_SECONDS = 300;
    private static final int LONGEST_SECONDS = 900;

    private final Path program;
    private final Path place;
    private final Path password;
    private final Logins logins;
    private final int clients;
    private int rounds;

    /**
     * Locates pgbench.
     *
     * @param place a directory for this run only
     */
    public Pgbench(Path place, Logins logins, int clients) throws IOException {
        this.program = find();
        this.place = place;
        this.logins = logins;
        this.clients = clients;
        this.password = place.resolve("pgpass");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                password,
                "127.0.0.1:" + logins.port() + ":*:" + Logins.SERVICE + ":" + logins.servicePassword() + "\n");
    }

    /**
     * The result of a run of pgbench.
     *
     * @param done pgbench transactions, each of which is a complete flow or step
     */
    public record Result(long done, double perSecond, double meanMillis) {}

    /** A round, which uses flow numbers that no other round uses. */
    public final class Round {

        private final int number = rounds++;
        /** The start of its version 7 ids, shared by all of its scripts. */
        private final long begun = System.currentTimeMillis();

        /** Runs a script for the given number of seconds. */
        public Result seconds(String script, int seconds, int batch) throws IOException, InterruptedException {
            return run(script, batch, seconds + MARGIN_SECONDS, "-T", Integer.toString(seconds));
        }

        /** Runs a script the given number of times for each client. */
        public Result times(String script, int times, int batch) throws IOException, InterruptedException {
            return run(script, batch, LONGEST_SECONDS, "-t", Integer.toString(times));
        }

        private Result run(String script, int batch, int patience, String... bound)
                throws IOException, InterruptedException {
            Path file = Files.createTempFile(place, "twin", ".sql");
            Files.writeString(file, script);
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(logins.port()),
                    "-U",
                    Logins.SERVICE,
                    "-M",
                    "prepared",
                    "-n",
                    "-r",
                    "-c",
                    Integer.toString(clients),
                    "-j",
                    Integer.toString(Math.min(2, clients)),
                    "-D",
                    "i=0",
                    "-D",
                    "base=" + Expression.CLIENT * clients * number,
                    "-D",
                    "batch=" + batch,
                    "-D",
                    "t=" + begun,
                    "-f",
                    file.toString()));
            command.addAll(Arrays.asList(bound));
            command.add(Logins.DATABASE);
            return read(execute(command, patience));
        }
    }

    public Round round() {
        return new Round();
    }

    private String execute(List<String> command, int patience) throws IOException, InterruptedException {
        Path output = Files.createTempFile(place, "pgbench", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PGPASSFILE", password.toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                throw new BenchFailure("pgbench does not end:\n" + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        if (process.exitValue() != 0 || text.contains("aborted")) {
            throw new BenchFailure("pgbench failed; a statement of the twin may need another way to be fed:\n" + text);
        }
        return text;
    }

    private static Result read(String text) {
        return new Result((long) number(PROCESSED, text), number(RATE, text), number(LATENCY, text));
    }

    private static double number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new BenchFailure("pgbench says nothing like " + pattern + ":\n" + text);
        }
        return Double.parseDouble(found.group(1));
    }

    /** The newest version that Debian has installed, otherwise the one on the PATH. */
    private static Path find() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                List<Path> found = versions.map(version -> version.resolve("bin/pgbench"))
                        .filter(Files::isExecutable)
                        .sorted(Comparator.comparingInt(Pgbench::version).reversed())
                        .toList();
                if (!found.isEmpty()) {
                    return found.getFirst();
                }
            }
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new BenchFailure("pgbench is missing: install postgresql-contrib of your system"
                        + " (Debian: apt install postgresql; version 15 or newer)"));
    }

    private static int version(Path program) {
        String version = program.getName(program.getNameCount() - 3).toString().replaceAll("\\D.*", "");
        return version.isEmpty() ? 0 : Integer.parseInt(version);
    }
}
