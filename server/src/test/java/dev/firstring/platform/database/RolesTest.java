package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firstring.platform.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {

    @TempDir
    static Path data;

    private Database database;
    private JdbcTemplate service;
    private JdbcTemplate sipReader;
    private String sipReaderPassword;

    @BeforeAll
    void start() throws IOException {
        database = DatabaseProcess.access(data).open();
        database.makeReady();
        service = new JdbcTemplate(database.service());
        Properties logins = new Properties();
        logins.load(new StringReader(Files.readString(data.resolve("database.properties"))));
        sipReaderPassword = logins.getProperty("sip-reader-password");
        sipReader =
                new JdbcTemplate(new Login(database.url(), "firstring_sip", Secret.of(sipReaderPassword)).unpooled());
    }

    @AfterAll
    void stop() throws IOException {
        database.close();
    }

    @Test
    void the_service_cannot_change_the_schema() {
        for (String sql : List.of(
                "CREATE TABLE mine (id integer)",
                "CREATE TEMPORARY TABLE mine (id integer)",
                "ALTER TABLE account ADD COLUMN mine integer",
                "DROP TABLE account",
                "TRUNCATE account",
                "CREATE ROLE mine",
                "CREATE DATABASE mine",
                "CREATE SCHEMA mine",
                "UPDATE audit_event SET actor = 'nobody'",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event",
                "DELETE FROM audit_event_default",
                "UPDATE audit_event_default SET actor = 'nobody'",
                "TRUNCATE message_default",
                "DELETE FROM time_partition",
                "UPDATE partitioned_table SET least_age = '0'",
                "SELECT make_partition('message', 'epoch', 'infinity')",
                "DELETE FROM flyway_schema_history",
                "SET ROLE firstring_owner")) {
            assertThatThrownBy(() -> service.execute(sql))
                    .as(sql)
                    .hasStackTraceContaining(
                            sql.startsWith("ALTER") || sql.startsWith("DROP") ? "must be owner" : "permission denied");
        }
    }

    @Test
    void the_service_has_limits_on_time() {
        assertThat(service.queryForObject("SHOW statement_timeout", String.class))
                .isEqualTo("25s");
        assertThat(service.queryForObject("SHOW idle_in_transaction_session_timeout", String.class))
                .isEqualTo("1min");
        assertThat(service.queryForObject("SHOW default_transaction_isolation", String.class))
                .isEqualTo("read committed");
    }

    @Test
    void the_sip_reader_sees_three_views_and_nothing_else() {
        assertThat(sipReader.queryForList("""
                        SELECT relname FROM pg_class
                         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
                           AND has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE, REFERENCES')
                         ORDER BY relname
                        """, String.class)).containsExactly("dialable", "sip_auth", "subscriber");
        assertThat(sipReader.queryForList("SELECT username FROM sip_auth")).isEmpty();
        assertThat(sipReader.queryForList("SELECT username FROM subscriber")).isEmpty();
        assertThat(sipReader.queryForList("SELECT username FROM dialable")).isEmpty();
        assertThatThrownBy(() -> sipReader.queryForList("SELECT username FROM sip_credential"))
                .hasStackTraceContaining("permission denied for table sip_credential");
    }

    @Test
    void the_sip_reader_writes_nothing() {
        assertThat(sipReader.queryForObject("SHOW transaction_read_only", String.class))
                .isEqualTo("on");
        for (String sql : List.of(
                "CREATE TABLE mine (id integer)",
                "CREATE TEMPORARY TABLE mine (id integer)",
                "UPDATE subscriber SET realm = 'mine'",
                "DELETE FROM subscriber",
                "INSERT INTO sip_credential (username) VALUES ('mine')")) {
            assertThatThrownBy(() -> sipReader.execute("BEGIN READ WRITE; " + sql + "; COMMIT"))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void the_sip_reader_has_a_second_for_a_lookup_and_a_bound_on_connections() {
        assertThatThrownBy(() -> sipReader.queryForList("SELECT pg_sleep(5)"))
                .hasStackTraceContaining("canceling statement due to statement timeout");
        assertThat(sipReader.queryForObject(
                        "SELECT rolconnlimit FROM pg_roles WHERE rolname = 'firstring_sip'", Integer.class))
                .isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET statement_timeout = 0; SELECT pg_sleep(3600)",
                "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL statement_timeout = 0; SELECT 1; SELECT pg_sleep(3600)",
                "SELECT pg_advisory_lock(42); SET statement_timeout = 0; SELECT pg_sleep(3600)"
            })
    void a_sip_reader_that_lifts_its_limit_is_ended(String statements) throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> stuck = threads.submit(() -> sipReader.execute(statements));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> watch(Duration.ZERO).endStuck() > 0);

            assertThatThrownBy(stuck::get)
                    .hasStackTraceContaining("terminating connection due to administrator command");
        }
    }

    @Test
    void a_sip_reader_within_its_time_and_every_other_role_are_left_alone() throws Exception {
        Login reader = new Login(database.url(), "firstring_sip", Secret.of(sipReaderPassword));
        try (Connection brief = reader.unpooled().getConnection();
                Connection own = database.service().getConnection()) {
            brief.setAutoCommit(false);
            own.setAutoCommit(false);
            brief.createStatement().execute("SELECT username FROM sip_auth");
            own.createStatement().execute("SELECT pg_advisory_xact_lock(43)");

            assertThat(watch(Duration.ofHours(1)).endStuck()).isZero();
            brief.rollback();
            assertThat(watch(Duration.ZERO).endStuck()).isZero();

            assertThat(brief.isValid(10)).isTrue();
            assertThat(own.isValid(10)).isTrue();
            own.rollback();
        }
    }

    private SipReaderWatch watch(Duration longest) {
        return new SipReaderWatch(JdbcClient.create(service), longest, new SimpleMeterRegistry());
    }

    @Test
    void the_other_roles_cannot_read_other_databases() {
        assertThatThrownBy(() -> new Login(
                                database.url().replace("/firstring", "/postgres"), "firstring_sip", Secret.of("any"))
                        .unpooled()
                        .getConnection()
                        .close())
                .hasStackTraceContaining("no pg_hba.conf entry");
    }
}
