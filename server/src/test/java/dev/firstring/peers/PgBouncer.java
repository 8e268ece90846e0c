package dev.firstring.peers;

import dev.firstring.testing.Ports;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A real PgBouncer on a free port before a test database, with Debian's settings but for those given. */
public final class PgBouncer implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("process up");
    private static final Duration START = Duration.ofSeconds(15);

    private final int port = Ports.free();
    private final TestDatabase database;
    private final Scratch scratch = Scratch.create("pgbouncer");
    private final Program program;

    private PgBouncer(TestDatabase database, String settings) {
        this.database = database;
        Path users = scratch.write("users.txt", """
                "%s" "%s"
                "%s" "%s"
                """.formatted(
                        TestDatabase.SERVICE, TestDatabase.PASSWORD, TestDatabase.OWNER, TestDatabase.PASSWORD));
        Path configuration =
                scratch.write("pgbouncer.ini", """
                [databases]
                %s = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = md5
                auth_file = %s
                %s
                """.formatted(database.name(), database.port(), port, users, settings));
        List<String> command =
                new ArrayList<>(List.of(Peers.require("pgbouncer").toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to run as root, and reads its files as whom it runs as.
            command.addAll(List.of("--user", "nobody"));
        }
        command.add(configuration.toString());
        readableByAll(scratch.directory(), "rwxr-xr-x");
        readableByAll(users, "rw-r--r--");
        readableByAll(configuration, "rw-r--r--");
        program = Program.start(scratch.directory(), Map.of(), command);
        if (!program.await(READY, START)) {
            close();
            throw new IllegalStateException("PgBouncer did not start:\n" + program.output());
        }
    }

    /** @param settings further lines of its section, such as the pool mode */
    public static PgBouncer before(TestDatabase database, String settings) {
        return new PgBouncer(database, settings);
    }

    /** The JDBC URL of the database by way of it. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + database.name();
    }

    public String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
        scratch.close();
    }

    private static void readableByAll(Path path, String permissions) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
