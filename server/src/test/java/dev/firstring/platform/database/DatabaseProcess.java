package dev.firstring.platform.database;

import dev.firstring.platform.Ids;
import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A service reduced to its database, in this process or in one of its own that a test can kill. */
final class DatabaseProcess {

    static final Path BINARIES = Path.of("target", "postgresql-binaries").toAbsolutePath();

    private DatabaseProcess() {}

    /** Starts the database of the directory given, says so, and stays until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (Database database = access(Path.of(arguments[0])).open()) {
            database.makeReady();
            System.out.println("ready");
            int end = System.in.read();
            System.out.println("stopping at " + end);
        } catch (StartFailure e) {
            System.out.println(e.getMessage());
        }
    }

    static DatabaseAccess access(Path data) {
        return new DatabaseAccess(new PlatformSettings(Mode.DEVELOPMENT, data, false), settings(), ids());
    }

    static DatabaseSettings settings() {
        return new DatabaseSettings(
                null, null, null, null, null, "firstring_sip", null, Duration.ofSeconds(10), 4, 0, BINARIES);
    }

    static DatabaseSettings external(
            String url, String user, String password, @Nullable String owner, @Nullable String ownerPassword) {
        return new DatabaseSettings(
                url,
                user,
                dev.firstring.platform.Secret.of(password),
                owner,
                ownerPassword == null ? null : dev.firstring.platform.Secret.of(ownerPassword),
                "firstring_sip",
                null,
                Duration.ofSeconds(10),
                4,
                0,
                null);
    }

    static Ids ids() {
        return new Ids(Clock.systemUTC(), new SecureRandom());
    }

    /** Runs {@link #main} in a process of its own and waits for its first line. */
    static Child spawn(Path data) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals("ready") || line.startsWith("the data directory")) {
                return new Child(process, line);
            }
        }
        throw new IOException("the child ended without a word");
    }

    record Child(Process process, String firstLine) {}
}
