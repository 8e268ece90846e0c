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
 * A database role and its login.
 *
 * @param url JDBC URL, without a user
 */
record Login(String url, String username, Secret password) {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /**
     * Driver properties. The socket timeout is longer than the statement timeout of the role, so that the server
     * reports a timeout first and a dead network is still detected.
     */
    private static final Map<String, String> DRIVER = Map.of(
            "ApplicationName", "firstring",
            "connectTimeout", "5",
            "loginTimeout", "10",
            "socketTimeout", "30",
            "tcpKeepAlive", "true",
            "prepareThreshold", "3",
            "reWriteBatchedInserts", "true",
            // The detail of an error quotes rows, which contain phone numbers and hashes.
            "logServerErrorDetail", "false");

    /**
     * Driver properties behind a connection pooler. Transactions of one client connection may run on several server
     * connections, and a statement that was prepared by name on one of them is unknown to the others.
     */
    private static final Map<String, String> NO_NAMED_STATEMENTS = Map.of("prepareThreshold", "0");

    private static final int OLDEST = 16;

    /** Unpooled connections, without a socket timeout, because migrations may take long. */
    DataSource unpooled() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(username);
        source.setPassword(password.reveal());
        source.setApplicationName("firstring");
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        // A pooler might not know named statements, and nothing here runs often enough to need one.
        source.setPrepareThreshold(0);
        return source;
    }

    /**
     * Driver properties for a pool, without named statements if there is a connection pooler.
     *
     * @throws StartFailure if the server cannot be queried
     */
    Map<String, String> driver() {
        Map<String, String> properties = new HashMap<>(DRIVER);
        try (Connection connection = unpooled().getConnection()) {
            if (isPooled(connection)) {
                LOG.info("a connection pooler was detected: using unnamed prepared statements");
                properties.putAll(NO_NAMED_STATEMENTS);
            }
        } catch (SQLException e) {
            throw new StartFailure(explain(e, "firstring.database.password"), e);
        }
        return properties;
    }

    /**
     * Whether a connection pooler such as PgBouncer answered the login. A login returns a process id for cancel
     * requests, and a pooler makes up its own.
     */
    private static boolean isPooled(Connection connection) throws SQLException {
        int told = processOf(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid() AS pid")) {
            row.next();
            return row.getInt("pid") != told;
        }
    }

    /** By reflection, because the driver's type has annotations whose classes the build does not have. */
    private static int processOf(Connection connection) throws SQLException {
        try {
            return (int) connection.getClass().getMethod("getBackendPID").invoke(connection);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new SQLException("the driver does not tell the process of a connection", e);
        }
    }

    /**
     * Fails behind a pooler in statement mode, which assigns a connection per statement and cannot keep a transaction
     * together.
     */
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
     * Checks that the login works.
     *
     * @param setting the setting of the password, for the message
     * @throws StartFailure if the server cannot be reached, refuses the login, is too old, or does not keep
     *     transactions together
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
