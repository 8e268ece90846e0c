package dev.firstring.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.database.embedded.EmbeddedDatabase;
import dev.firstring.platform.database.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A reachable database and the roles that this process can log in as. Closing it stops the embedded server if this
 * process started it. Thread-safe.
 */
public final class Database implements AutoCloseable {

    private final Login service;
    private final @Nullable Login owner;
    private final String sipReaderRole;
    private final @Nullable EmbeddedPostgres server;

    private Database(Login service, @Nullable Login owner, String sipReaderRole, @Nullable EmbeddedPostgres server) {
        this.service = service;
        this.owner = owner;
        this.sipReaderRole = sipReaderRole;
        this.server = server;
    }

    static Database external(Login service, @Nullable Login owner, String sipReaderRole) {
        return new Database(service, owner, sipReaderRole, null);
    }

    static Database embedded(EmbeddedDatabase database, @Nullable EmbeddedPostgres server) {
        return new Database(
                new Login(database.url(), database.service(), database.servicePassword()),
                new Login(database.url(), database.owner(), database.ownerPassword()),
                database.sipReader(),
                server);
    }

    /** The JDBC URL, without a user. */
    public String url() {
        return service.url();
    }

    /** Unpooled connections as the service role, for commands. */
    public DataSource service() {
        return service.unpooled();
    }

    /** Unpooled connections as the owner of the schema; empty if its login is not configured. */
    public Optional<DataSource> owner() {
        return Optional.ofNullable(owner).map(Login::unpooled);
    }

    /**
     * Migrates the schema to the version of this program.
     *
     * @return the number of migrations that ran
     * @throws StartFailure if the owner's login is not configured, or a migration fails
     */
    public int migrate() {
        return Schema.migrate(
                owner().orElseThrow(() -> new StartFailure("migrating needs the owner's login: set"
                        + " firstring.database.owner-username and firstring.database.owner-password")),
                service.username(),
                sipReaderRole);
    }

    /**
     * Checks that the schema is at least at the version of this program.
     *
     * @throws StartFailure if it is not
     */
    public void checkSchema() {
        Schema.check(service());
    }

    /** Migrates as the owner if its login is configured, otherwise checks the schema. */
    void makeReady() {
        if (owner == null) {
            checkSchema();
        } else {
            migrate();
        }
    }

    /** A connection pool for the service role. */
    HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("firstring");
        config.setJdbcUrl(service.url());
        config.setUsername(service.username());
        config.setPassword(service.password().reveal());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, 4));
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        config.setKeepaliveTime(120_000);
        service.driver().forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    /** Publishes the HTTP port to commands that run on the same machine; does nothing without an embedded server. */
    void servesOn(int httpPort) throws IOException {
        if (server != null) {
            server.servesOn(httpPort);
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
