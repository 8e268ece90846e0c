package dev.firstring.platform.database;

import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.StartFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role of a database and how to log in as it.
 *
 * @param url JDBC URL, without a user
 */
record Login(String url, String username, Secret password) {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /**
     * For the driver. The socket timeout is above the statement timeout of the role, so that the server speaks first and
     * a dead network is noticed all the same.
     */
    private static final Map<String, String> DRIVER = Map.of(
            "ApplicationName", "firstring",
            "connectTimeout", "5",
            "loginTimeout", "10",
            "socketTimeout", "30",
            "tcpKeepAlive", "true",
            "prepareThreshold", "3",
            "reWriteBatchedInserts", "true",
            // The detail of an error quotes rows: numbers, hashes.
            "logServerErrorDetail", "false");

    /**
     * The same behind a connection pooler. Transactions of one connection may run on several of the server's, and a
     * statement that was prepared by name on one of them is not known to the others.
     */
    private static final Map<String, String> NO_NAMED_STATEMENTS = Map.of("prepareThreshold", "0");

    private static final int OLDEST = 16;

    /** Connections without a pool. Migrations take their time: there is no limit on the time of a statement. */
    DataSource unpooled() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(username);
        source.setPassword(password.reveal());
        source.setApplicationName("firstring");
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        // Nothing runs often enough here to be worth a name, which a pooler might not know.
        source.setPrepareThreshold(0);
        return source;
    }

    /**
     * For the driver of a pool, as the way to the server allows.
     *
     * @throws StartFailure if the server cannot be asked
     */
    Map<String, String> driver() {
        Map<String, String> properties = new HashMap<>(DRIVER);
        try (Connection connection = unpooled().getConnection()) {
            if (isPooled(connection)) {
                LOG.info("a connection pooler stands before the database: statements are prepared without a name");
                properties.putAll(NO_NAMED_STATEMENTS);
            }
        } catch (SQLException e) {
            throw new StartFailure(explain(e, "firstring.database.password"), e);
        }
        return properties;
    }

    /**
     * Whether somebody else than the server answered the login, such as PgBouncer. The number of the process that a
     * login gives is for cancelling: a pooler makes up its own.
     */
    private static boolean isPooled(Connection connection) throws SQLException {
        int told = processOf(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid() AS pid")) {
            row.next();
            return row.getInt("pid") != told;
        }
    }

    /** The driver's own type cannot be named here: its annotations are of classes that the build does not have. */
    private static int processOf(Connection connection) throws SQLException {
        try {
            return (int) connection.getClass().getMethod("getBackendPID").invoke(connection);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new SQLException("the driver does not tell the process of a connection", e);
        }
    }

    /** A pooler that gives each statement a connection of its own cannot keep a transaction together. */
    private static void tryTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1 AS one");
            connection.commit();
        } catch (SQLException e) {
            throw new StartFailure(
                    "firstring.database.url: transactions do not work on the way to the database; a PgBouncer there needs"
                            + " pool_mode = transaction or session: "
                            + firstLine(e),
                    e);
        }
    }

    /**
     * Logs in once.
     *
     * @param setting the setting of the password, for the message
     * @throws StartFailure if the server cannot be reached, refuses, is too old, or has no transactions for us
     */
    void probe(String setting) {
        try (Connection connection = unpooled().getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StartFailure("firstring.database.url=" + url + ": the server is PostgreSQL " + version
                        + ", needed is 16 or newer");
            }
            tryTransaction(connection);
        } catch (SQLException e) {
            throw new StartFailure(explain(e, setting), e);
        }
    }

    private String explain(SQLException e, String setting) {
        String message = firstLine(e);
        return switch (stateOf(e)) {
            case "28P01", "28000" ->
                setting + "=(secret): the database refuses the login of " + username + ": " + message;
            case "3D000" ->
                "firstring.database.url=" + url + ": there is no such database; deploy/postgresql/roles.sql makes it";
            default -> "firstring.database.url=" + url + ": cannot connect: " + message;
        };
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^FATAL: ", "");
    }

    private static String stateOf(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
