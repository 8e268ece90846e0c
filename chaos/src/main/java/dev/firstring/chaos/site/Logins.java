package dev.firstring.chaos.site;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The logins of the embedded database, from the data directory. */
public final class Logins {

    private final Properties kept = new Properties();

    private Logins() {}

    static Logins read(Path data) throws IOException {
        Logins logins = new Logins();
        try (Reader reader = Files.newBufferedReader(data.resolve("database.properties"))) {
            logins.kept.load(reader);
        }
        return logins;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + kept.getProperty("port") + "/firstring";
    }

    String servicePassword() {
        return kept.getProperty("service-password");
    }

    String ownerPassword() {
        return kept.getProperty("owner-password");
    }

    /** Connects as the service role. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "firstring_service");
        properties.setProperty("password", servicePassword());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(url(), properties);
    }
}
