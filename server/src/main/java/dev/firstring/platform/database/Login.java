package dev.firstring.platform.database;

import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A role of a database and how to log in as it.
 *
 * @param url JDBC URL, without a user
 */
record Login(String url, String username, Secret password) {

    /**
     * For the driver. The socket timeout is above the statement timeout of the role, so that the server speaks first and
     * a dead network is noticed all the same.
     */
    static final Map<String, String> DRIVER = Map.of(
            "ApplicationName", "firstring",
            "connectTimeout", "5",
            "loginTimeout", "10",
            "socketTimeout", "30",
            "tcpKeepAlive", "true",
            "prepareThreshold", "3",
            "reWriteBatchedInserts", "true",
            // The detail of an error quotes rows: numbers, hashes.
            "logServerErrorDetail", "false");

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
        return source;
    }

    /**
     * Logs in once.
     *
     * @param setting the setting of the password, for the message
     * @throws StartFailure if the server cannot be reached, refuses, or is too old
     */
    void probe(String setting) {
        try (Connection connection = unpooled().getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StartFailure("firstring.database.url=" + url + ": the server is PostgreSQL " + version
                        + ", needed is 16 or newer");
            }
        } catch (SQLException e) {
            throw new StartFailure(explain(e, setting), e);
        }
    }

    private String explain(SQLException e, String setting) {
        String message =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^FATAL: ", "");
        return switch (stateOf(e)) {
            case "28P01", "28000" ->
                setting + "=(secret): the database refuses the login of " + username + ": " + message;
            case "3D000" ->
                "firstring.database.url=" + url + ": there is no such database; deploy/postgresql/roles.sql makes it";
            default -> "firstring.database.url=" + url + ": cannot connect: " + message;
        };
    }

    private static String stateOf(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
