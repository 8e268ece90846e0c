package dev.firstring.bench.host;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The logins of the service's embedded database: the service role and the superuser. */
public record Logins(int port, String superuserPassword, String servicePassword) {

    public static final String DATABASE = "firstring";
    public static final String SERVICE = "firstring_service";

    static Logins read(Path data, int port) throws IOException {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("database.properties"))) {
            kept.load(reader);
        }
        return new Logins(port, kept.getProperty("superuser-password"), kept.getProperty("service-password"));
    }

    /** A connection as the superuser. */
    public Connection superuser() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", superuserPassword);
        login.setProperty("ApplicationName", "firstring-bench");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, login);
    }

    @Override
    public String toString() {
        return "Logins[port=" + port + "]";
    }
}
