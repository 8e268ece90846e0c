package dev.firstring.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL for tests: one server a test run, one fresh migrated database a caller. The service role has the
 * rights that it has in production, no more.
 */
public final class TestDatabase implements AutoCloseable {

    public static final String OWNER = "firstring_owner";
    public static final String SERVICE = "firstring_service";
    public static final String SIP_READER = "firstring_sip";
    public static final String PASSWORD = "test-password";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final HikariDataSource service;

    private TestDatabase(String name, HikariDataSource service) {
        this.name = name;
        this.service = service;
    }

    /** A new database with the schema of the migrations. Close it after all that uses it: that drops it. */
    public static TestDatabase create() {
        return create("firstring_template");
    }

    /** A new database with nothing in it. Close it to drop its connections. */
    public static TestDatabase empty() {
        return create("template1");
    }

    private static TestDatabase create(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        // Copying files is the quicker way where nothing is flushed to the disk.
        asSuperuser("CREATE DATABASE " + name + " OWNER " + OWNER + " TEMPLATE " + template + " STRATEGY FILE_COPY");
        return new TestDatabase(name, pool(name));
    }

    /** Connections of the role that the service runs as. */
    public HikariDataSource service() {
        return service;
    }

    /** The JDBC URL of this database, without a user. */
    public String url() {
        return "jdbc:postgresql://localhost:" + port() + "/" + name;
    }

    /** Connections that may do everything: for what a test needs to know or to load, never for what it tests. */
    public DataSource superuser() {
        return Server.POSTGRES.getDatabase("postgres", name);
    }

    public int port() {
        return Server.POSTGRES.getPort();
    }

    public String name() {
        return name;
    }

    @Override
    public void close() {
        service.close();
        asSuperuser("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void asSuperuser(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }

    private static HikariDataSource pool(String database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + database);
        config.setUsername(SERVICE);
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = TestRun.endsWithTheRun(EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("logging_collector", "on")
                        .setServerConfig("log_destination", "jsonlog")
                        .setPGStartupWait(Patience.LIMIT)
                        .start());
                prepare(postgres);
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("could not prepare the test database", e);
            }
        }

        private static void prepare(EmbeddedPostgres postgres) throws SQLException {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String role : new String[] {OWNER, SERVICE, SIP_READER}) {
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
                }
                statement.execute("GRANT " + SIP_READER + " TO " + OWNER);
                statement.execute("CREATE DATABASE firstring_template OWNER " + OWNER);
            }
            Flyway.configure()
                    .dataSource(
                            "jdbc:postgresql://localhost:" + postgres.getPort() + "/firstring_template",
                            OWNER,
                            PASSWORD)
                    .placeholders(Map.of("serviceRole", SERVICE, "sipReaderRole", SIP_READER))
                    .load()
                    .migrate();
        }
    }
}
