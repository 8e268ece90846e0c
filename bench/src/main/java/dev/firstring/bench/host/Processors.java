package dev.firstring.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Processor time in seconds since the start of each process or of the machine, from /proc; zero if /proc does not
 * exist.
 */
public final class Processors {

    private static final double TICKS = 100;
    private static final int USER_TIME = 11;

    private final long service;
    private final long database;

    public Processors(long service, long database) {
        this.service = service;
        this.database = database;
    }

    /**
     * A reading of processor time.
     *
     * @param database the database server and its processes, including ended ones
     * @param own this process
     * @param children ended child processes of this process: pgbench
     * @param machine all processors, for all processes
     */
    public record Used(double service, double database, double own, double children, double machine) {

        public Used since(Used earlier) {
            return new Used(
                    rounded(service - earlier.service),
                    rounded(database - earlier.database),
                    rounded(own - earlier.own),
                    rounded(children - earlier.children),
                    rounded(machine - earlier.machine));
        }

        private static double rounded(double value) {
            return Math.round(value * 100) / 100.0;
        }
    }

    public Used read() {
        try {
            long self = ProcessHandle.current().pid();
            double server = time(database, true);
            for (ProcessHandle child : ProcessHandle.of(database).stream()
                    .flatMap(ProcessHandle::children)
                    .toList()) {
                server += time(child.pid(), false);
            }
            return new Used(time(service, false), server, time(self, false), ended(self), machine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The peak memory of the service in MiB; 0 if unknown. */
    public long peakMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + service + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double time(long pid, boolean withEnded) throws IOException {
        List<Long> fields = fields(pid);
        double own = (fields.get(0) + fields.get(1)) / TICKS;
        return withEnded ? own + (fields.get(2) + fields.get(3)) / TICKS : own;
    }

    private static double ended(long pid) throws IOException {
        List<Long> fields = fields(pid);
        return (fields.get(2) + fields.get(3)) / TICKS;
    }

    /** User and system time of a process and of its ended children, in ticks; zeros if it does not exist. */
    private static List<Long> fields(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(fields, USER_TIME, USER_TIME + 4)
                    .map(Long::valueOf)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(0L, 0L, 0L, 0L);
        }
    }

    private static double machine() throws IOException {
        Path stat = Path.of("/proc/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        try (var lines = Files.lines(stat)) {
            String[] fields = lines.findFirst().orElseThrow().strip().split("\\s+", -1);
            long busy = 0;
            for (int i = 1; i < fields.length && i <= 8; i++) {
                // 4 and 5 are idle and I/O wait
                busy += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
            }
            return busy / TICKS;
        }
    }
}
