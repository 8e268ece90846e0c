package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.configuration.StartFailure;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("slow")
class EmbeddedDatabaseTest extends EmbeddedDatabaseFixture {

    @Test
    void what_was_written_is_there_after_a_restart_on_the_same_port() throws IOException {
        String url;
        try (Database database = open()) {
            url = database.url();
            write(database, "kept");
        }

        try (Database database = open()) {
            assertThat(database.url()).isEqualTo(url);
            assertThat(read(database)).containsExactly("kept");
        }
    }

    @Test
    void nothing_acknowledged_is_lost_and_only_this_machine_gets_in() throws IOException {
        try (Database database = open()) {
            JdbcTemplate jdbc = new JdbcTemplate(database.service());
            assertThat(setting(jdbc, "fsync")).isEqualTo("on");
            assertThat(setting(jdbc, "full_page_writes")).isEqualTo("on");
            assertThat(setting(jdbc, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(jdbc, "data_checksums")).isEqualTo("on");
            assertThat(setting(jdbc, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80877103, 80877104})
    void nobody_gets_to_talk_tls_or_gss_with_the_embedded_server(int wanted) throws IOException {
        try (Database database = open();
                Socket socket = new Socket(
                        "127.0.0.1",
                        URI.create(database.url().substring("jdbc:".length())).getPort())) {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(8).putInt(8).putInt(wanted).array());

            assertThat((char) socket.getInputStream().read()).isEqualTo('N');
            assertThat(setting(new JdbcTemplate(database.service()), "ssl")).isEqualTo("off");
        }
    }

    @Test
    void extensions_that_hand_openssl_what_a_client_sends_are_not_there() throws IOException {
        try (Database database = open()) {
            assertThat(new JdbcTemplate(database.service())
                            .queryForList("SELECT name FROM pg_available_extensions", String.class))
                    .contains("plpgsql")
                    .doesNotContain("pgcrypto", "sslinfo", "dblink", "postgres_fdw", "xml2", "uuid-ossp");
        }
        try (Stream<Path> files = Files.walk(DatabaseProcess.BINARIES)) {
            // An earlier version of the service may have left its own selection beside this one.
            assertThat(files.filter(file -> file.toString().contains("-lean"))
                            .map(file -> file.getFileName().toString()))
                    .contains("plpgsql.so")
                    .doesNotContain("pgcrypto.so", "sslinfo.so", "dblink.so", "postgres_fdw.so", "pgxml.so");
        }
    }

    @Test
    void nothing_secret_is_drawn_from_the_randomness_of_the_database() throws IOException {
        Pattern drawn = Pattern.compile("gen_random_(uuid|bytes)|uuidv[47]\\s*\\(");
        for (Path root : List.of(Path.of("src/main/java"), Path.of("src/main/resources/db"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(drawn);
                }
            }
        }
    }

    @Test
    void nobody_gets_in_without_the_right_password() throws IOException {
        try (Database database = open()) {
            for (String user : List.of("postgres", "firstring_owner", "firstring_service", "firstring_sip")) {
                assertThatThrownBy(() -> login(database.url(), user, "").close())
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> login(database.url(), user, "wrong").close())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    @Test
    void passwords_and_ports_are_for_the_owner_of_the_files_alone(@TempDir Path empty) throws IOException {
        Database database = openAt(empty);
        database.servesOn(8080);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(empty.resolve("database.properties"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(empty.resolve("runtime.json"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(empty.resolve("runtime.json")))
                .contains("\"pid\":" + ProcessHandle.current().pid(), "\"httpPort\":8080");

        database.close();
        assertThat(empty.resolve("runtime.json")).doesNotExist();
    }

    @Test
    void lost_passwords_are_told_and_the_data_is_left_alone() throws IOException {
        open().close();
        Files.delete(data.resolve("database.properties"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("database.properties is missing")
                .hasMessageContaining("restore the file from a backup");
        assertThat(data.resolve("postgresql").resolve("PG_VERSION")).exists();
    }

    @Test
    void a_first_start_that_was_cut_short_is_begun_again(@TempDir Path empty) throws IOException {
        Files.createDirectories(empty.resolve("postgresql.new").resolve("base"));
        Files.writeString(empty.resolve("postgresql.new").resolve("PG_VERSION"), "18");

        try (Database database = openAt(empty)) {
            write(database, "kept");
            assertThat(read(database)).containsExactly("kept");
        }
    }

    private static String setting(JdbcTemplate jdbc, String name) {
        return String.valueOf(jdbc.queryForObject("SELECT current_setting(?)", String.class, name));
    }

    private static Connection login(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }
}
