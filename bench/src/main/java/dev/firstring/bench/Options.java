package dev.firstring.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command-line options. */
final class Options {

    @Option(names = "--seconds", defaultValue = "20", description = "length of a round (default 20)")
    int seconds;

    @Option(names = "--clients", defaultValue = "16", description = "clients at once, 1 to 32 (default 16)")
    int clients;

    @Option(names = "--rounds", defaultValue = "2", description = "rounds of each side, 1 to 3 (default 2)")
    int rounds;

    @Option(names = "--warm-up", defaultValue = "60", description = "seconds before the first round (default 60)")
    int warmUp;

    @Option(names = "--smoke", description = "a few seconds, to see that all of it runs; the figures mean nothing")
    boolean smoke;

    @Option(
            names = "--only",
            description =
                    "verify: that step alone, beside its twin; sync: accounts into a REST SIP server, beside a bare client")
    @Nullable
    String only;

    @Option(names = "--out", description = "where to write the result as JSON")
    @Nullable
    Path out;

    @Option(names = "--keep", description = "leave the temporary directory, with the twin's scripts, behind")
    boolean keep;

    @Option(
            names = "--service",
            description = "an option for the service, may be repeated: --service=--firstring...=...")
    List<String> service = new ArrayList<>();

    @Option(names = "--root", required = true, hidden = true)
    Path root = Path.of(".");

    /**
     * Validates the options.
     *
     * @throws BenchFailure if an option is out of range; the message gives the range
     */
    void check() {
        if (smoke) {
            seconds = 2;
            clients = 4;
            rounds = 1;
            warmUp = 2;
        }
        require(seconds >= 1 && seconds <= 300, "--seconds takes 1 to 300");
        require(clients >= 1 && clients <= 32, "--clients takes 1 to 32");
        require(rounds >= 1 && rounds <= 3, "--rounds takes 1 to 3");
        require(warmUp >= 1 && warmUp <= 120, "--warm-up takes 1 to 120");
        require(only == null || only.equals("verify") || only.equals("sync"), "--only takes verify or sync");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new BenchFailure(message);
        }
    }
}
