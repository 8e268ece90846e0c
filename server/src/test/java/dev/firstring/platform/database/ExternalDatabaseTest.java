package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server of the operator's own: one that has the roles and an empty database. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalDatabaseTest {

    @TempDir
    static Path data;

    private Database server;
    private final Properties logins = new Properties();

    @BeforeAll
    void start() throws IOException {
        server = DatabaseProcess.access(data).open();
        logins.load(new StringReader(Files.readString(data.resolve("database.properties"))));
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void the_service_alone_starts_only_on_a_schema_that_the_owner_has_migrated() {
        Database alone = access(server.url(), password("service"), null).open();
        assertThatThrownBy(alone::makeReady)
                .isInstanceOf(StartFailure.class)
                .hasMessageMatching("the schema of the database lacks version [\\d.]+: run bin/firstring migrate.*");
        assertThatThrownBy(alone::migrate)
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("migrating needs the owner's login");

        Database both =
                access(server.url(), password("service"), password("owner")).open();
        assertThat(both.migrate()).isPositive();
        assertThat(both.migrate()).isZero();

        alone.makeReady();
        assertThat(new JdbcTemplate(alone.service()).queryForObject("SELECT count(*) FROM account", Integer.class))
                .isZero();
    }

    @Test
    void a_wrong_password_is_told_in_one_line_without_the_password() {
        assertThatThrownBy(() -> access(server.url(), "hunter2", null).open())
                .isInstanceOf(StartFailure.class)
                .hasMessage("firstring.database.password=(secret): the database refuses the login of firstring_service:"
                        + " password authentication failed for user \"firstring_service\"");
        assertThatThrownBy(() ->
                        access(server.url(), password("service"), "hunter2").open())
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("firstring.database.owner-password=(secret): ");
    }

    @Test
    void a_server_that_does_not_answer_is_told_in_one_line() {
        assertThatThrownBy(() -> access("jdbc:postgresql://127.0.0.1:1/firstring", "any", null)
                        .open())
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(
                        "firstring.database.url=jdbc:postgresql://127.0.0.1:1/firstring: cannot connect:")
                .message()
                .hasLineCount(1);
    }

    private DatabaseAccess access(
            String url, String password, @org.jspecify.annotations.Nullable String ownerPassword) {
        return new DatabaseAccess(
                new PlatformSettings(Mode.PRODUCTION, data.resolve("unused"), false),
                DatabaseProcess.external(
                        url,
                        "firstring_service",
                        password,
                        ownerPassword == null ? null : "firstring_owner",
                        ownerPassword),
                DatabaseProcess.ids());
    }

    private String password(String role) {
        return logins.getProperty(role + "-password");
    }
}
