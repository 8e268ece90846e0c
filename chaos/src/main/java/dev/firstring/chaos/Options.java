package dev.firstring.chaos;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run.
 *
 * @param jar the jar of the service
 * @param logs the directory for logs of the service
 * @param brief whether the run is short, with less load between the faults
 * @param rounds the number of faults
 * @param seed the seed of all random choices
 * @param clients the number of concurrent registrations
 * @param only {@code kills}, {@code storm}, {@code pumping} or {@code limits}: runs that program only; null for all
 *     programs of the run
 * @param accounts the number of accounts that the storm creates
 * @param starts the number of starts of each pumping attack
 */
public record Options(
        Path jar,
        Path logs,
        boolean brief,
        int rounds,
        long seed,
        int clients,
        @Nullable String only,
        int accounts,
        int starts) {

    private static final int STANDARD_ROUNDS = 10;
    private static final int STANDARD_CLIENTS = 12;
    private static final int BRIEF_CLIENTS = 8;
    private static final int MOST_CLIENTS = 64;
    private static final int STANDARD_ACCOUNTS = 10_000;
    private static final int BRIEF_ACCOUNTS = 1_000;
    private static final int MOST_ACCOUNTS = 100_000;
    private static final int STANDARD_STARTS = 50_000;
    private static final int BRIEF_STARTS = 1_500;
    private static final int MOST_STARTS = 1_000_000;
    private static final Set<String> PROGRAMS = Set.of("kills", "storm", "pumping", "limits");

    public Options {
        if (only != null && !PROGRAMS.contains(only)) {
            throw new IllegalArgumentException("--only takes kills, storm, pumping or limits");
        }
        if (starts < 500 || starts > MOST_STARTS) {
            throw new IllegalArgumentException("--starts must be 500 to " + MOST_STARTS);
        }
        if (accounts < 10 || accounts > MOST_ACCOUNTS) {
            throw new IllegalArgumentException("--accounts must be 10 to " + MOST_ACCOUNTS);
        }
        if (rounds < 1 || clients < 1 || clients > MOST_CLIENTS) {
            throw new IllegalArgumentException("--rounds must be 1 or more, --clients 1 to " + MOST_CLIENTS);
        }
    }

    /**
     * Parses the arguments.
     *
     * @throws IllegalArgumentException if an argument is unknown or invalid
     */
    public static Options read(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        boolean brief = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--short" -> brief = true;
                case "--jar", "--logs", "--rounds", "--seed", "--clients", "--only", "--accounts", "--starts" -> {
                    if (i + 1 == arguments.length) {
                        throw new IllegalArgumentException(arguments[i] + " needs a value");
                    }
                    values.put(arguments[i], arguments[++i]);
                }
                default -> throw new IllegalArgumentException(arguments[i] + " is not an option; see chaos/run --help");
            }
        }
        return new Options(
                Path.of(needed(values, "--jar")),
                Path.of(needed(values, "--logs")),
                brief,
                number(values, "--rounds")
                        .orElse((long) (brief ? Fault.BRIEF.size() : STANDARD_ROUNDS))
                        .intValue(),
                number(values, "--seed")
                        .orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000)),
                number(values, "--clients")
                        .orElse((long) (brief ? BRIEF_CLIENTS : STANDARD_CLIENTS))
                        .intValue(),
                values.get("--only"),
                number(values, "--accounts")
                        .orElse((long) (brief ? BRIEF_ACCOUNTS : STANDARD_ACCOUNTS))
                        .intValue(),
                number(values, "--starts")
                        .orElse((long) (brief ? BRIEF_STARTS : STANDARD_STARTS))
                        .intValue());
    }

    /** Whether to run the program that kills the service and its database during registrations. */
    public boolean kills() {
        return only == null || only.equals("kills");
    }

    /** Whether to run another program: in a short run, or if it is selected. */
    public boolean runs(String program) {
        return program.equals(only) || (brief && only == null);
    }

    private static String needed(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing: start this with chaos/run"));
    }

    private static Optional<Long> number(Map<String, String> values, String name) {
        try {
            return Optional.ofNullable(values.get(name)).map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a whole number, not " + values.get(name), e);
        }
    }
}
