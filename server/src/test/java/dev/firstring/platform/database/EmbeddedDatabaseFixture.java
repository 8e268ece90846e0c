package dev.firstring.platform.database;

import dev.firstring.testing.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** The database that the service runs itself, in a directory of each test's own. */
abstract class EmbeddedDatabaseFixture {

    /** A first start takes seconds: it is done once, and tests begin with a copy of what it leaves. */
    private static final Path PREPARED = prepared();

    @TempDir
    Path data;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(PREPARED)) {
            for (Path file : files.filter(path -> !path.equals(PREPARED)).toList()) {
                Files.copy(file, data.resolve(PREPARED.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    Database open() {
        return openAt(data);
    }

    static Database openAt(Path data) {
        Database database = DatabaseProcess.access(data).open();
        database.makeReady();
        return database;
    }

    static void write(Database database, String name) {
        new JdbcTemplate(database.service())
                .update(
                        "INSERT INTO keyset (name, version, sealed, updated_at) VALUES (?, 1, '', '2026-03-01T12:00:00Z')",
                        name);
    }

    static List<String> read(Database database) {
        return new JdbcTemplate(database.service()).queryForList("SELECT name FROM keyset", String.class);
    }

    private static Path prepared() {
        try {
            Path prepared = Files.createTempDirectory("embedded-database");
            TestRun.endsWithTheRun(() -> FileSystemUtils.deleteRecursively(prepared));
            openAt(prepared).close();
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
