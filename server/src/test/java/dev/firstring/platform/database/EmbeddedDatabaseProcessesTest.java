package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.database.DatabaseProcess.Child;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The embedded database of two services, of commands beside a service, and of processes that were killed. */
@Tag("slow")
class EmbeddedDatabaseProcessesTest extends EmbeddedDatabaseFixture {

    @Test
    void a_second_service_on_the_same_data_is_refused() throws Exception {
        try (Database database = open()) {
            write(database, "kept");
            String expected = "the data directory " + data.toRealPath() + " is in use by process "
                    + ProcessHandle.current().pid()
                    + ": stop that one first, or give this one a directory of its own with --data";

            assertThatThrownBy(this::open).isInstanceOf(StartFailure.class).hasMessage(expected);
            Child second = DatabaseProcess.spawn(data);
            assertThat(second.firstLine()).isEqualTo(expected);
            assertThat(second.process().waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(read(database)).containsExactly("kept");
        }
    }

    @Test
    void a_command_uses_the_database_of_the_running_service() throws Exception {
        Child service = DatabaseProcess.spawn(data);
        try (Database command = DatabaseProcess.access(data).connect()) {
            write(command, "by a command");
            assertThat(command.owner()).isPresent();
        }
        try (Database again = DatabaseProcess.access(data).connect()) {
            assertThat(read(again)).containsExactly("by a command");
        }
        stop(service);
    }

    @Test
    void a_command_starts_the_database_where_no_service_runs() throws IOException {
        open().close();
        try (Database command = DatabaseProcess.access(data).connect()) {
            write(command, "kept");
        }
        try (Database database = open()) {
            assertThat(read(database)).containsExactly("kept");
        }
    }

    @Test
    void the_data_of_a_service_that_was_killed_is_found_again() throws Exception {
        Child service = DatabaseProcess.spawn(data);
        try (Database command = DatabaseProcess.access(data).connect()) {
            write(command, "acknowledged");
        }
        service.process().destroyForcibly().waitFor();
        long orphan = postmaster();
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (Database database = open()) {
            assertThat(read(database)).containsExactly("acknowledged");
            assertThat(postmaster()).isNotEqualTo(orphan);
        }
    }

    @Test
    void a_killed_database_server_is_started_again_on_the_same_port() throws Exception {
        try (Database database = open();
                var pool = database.pool(4)) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            write(database, "acknowledged");
            long before = postmaster();
            ProcessHandle killed = ProcessHandle.of(before).orElseThrow();

            killed.destroyForcibly();
            killed.onExit().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);

            await().atMost(Patience.LIMIT)
                    .ignoreExceptionsInstanceOf(DataAccessException.class)
                    .untilAsserted(() -> jdbc.queryForObject("SELECT 1", Integer.class));
            assertThat(postmaster()).isNotEqualTo(before);
            assertThat(read(database)).containsExactly("acknowledged");
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgresql").resolve("postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static void stop(Child service) throws Exception {
        service.process().getOutputStream().close();
        assertThat(service.process().waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
