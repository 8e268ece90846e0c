package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.StartFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database starts beside the service, and ends with a service that does not start. */
@Tag("slow")
class DatabaseStartTest {

    @TempDir
    private Path data;

    @Test
    void a_database_is_ready_for_whoever_takes_it_and_theirs_to_close() throws Exception {
        DatabaseStart start = new DatabaseStart(DatabaseProcess.access(data));
        try (Database database = start.take()) {
            start.close();

            assertThat(new JdbcTemplate(database.service()).queryForObject("SELECT count(*) FROM account", Long.class))
                    .isZero();
        }
    }

    @Test
    void a_database_that_nobody_takes_is_stopped_and_leaves_its_directory_to_the_next() throws Exception {
        DatabaseStart start = new DatabaseStart(DatabaseProcess.access(data));

        start.close();

        assertThat(data.resolve("postgresql/PG_VERSION")).exists();
        assertThat(data.resolve("postgresql/postmaster.pid")).doesNotExist();
        try (Database next = DatabaseProcess.access(data).open()) {
            assertThat(next.url()).isNotEmpty();
        }
    }

    @Test
    void a_database_that_cannot_be_reached_is_told_to_whoever_wants_it_and_to_nobody_else() throws Exception {
        PlatformSettings platform = new PlatformSettings(Mode.DEVELOPMENT, data, false);
        DatabaseSettings nowhere =
                DatabaseProcess.external("jdbc:postgresql://127.0.0.1:1/firstring", "service", "p", null, null);
        DatabaseStart start = new DatabaseStart(new DatabaseAccess(platform, nowhere, DatabaseProcess.ids()));

        assertThatThrownBy(start::take).isInstanceOf(StartFailure.class);
        start.close();
        new DatabaseStart(new DatabaseAccess(platform, nowhere, DatabaseProcess.ids())).close();
    }
}
