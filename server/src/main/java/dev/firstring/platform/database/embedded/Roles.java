package dev.firstring.platform.database.embedded;

import dev.firstring.platform.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Creates the roles and the database of the embedded server from {@code roles.sql}, the script that operators run on
 * their own servers.
 */
final class Roles {

    static final String DATABASE = "firstring";
    static final String OWNER = "firstring_owner";
    static final String SERVICE = "firstring_service";
    static final String SIP_READER = "firstring_sip";

    private static final Pattern MAKES = Pattern.compile("CREATE (ROLE|DATABASE) (\\w+)\\b.*", Pattern.DOTALL);
    private static final String FIND_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = ?";
    private static final String FIND_DATABASE = "SELECT 1 FROM pg_database WHERE datname = ?";

    private Roles() {}

    /** Runs the script; existing roles and databases keep their state and passwords. */
    static void prepare(EmbeddedLogins logins) throws SQLException, IOException {
        try (Connection connection = connect(logins)) {
            for (String statement : statements(logins)) {
                Matcher makes = MAKES.matcher(statement);
                if (!makes.matches() || !exists(connection, makes.group(1), makes.group(2))) {
                    execute(connection, statement);
                }
            }
        }
    }

    /** Sets the configured password of the SIP reader. */
    static void changeSipReaderPassword(EmbeddedLogins logins) throws SQLException {
        try (Connection connection = connect(logins)) {
            execute(connection, "ALTER ROLE firstring_sip PASSWORD " + literal(logins.sipReader()));
        }
    }

    private static Connection connect(EmbeddedLogins logins) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Cluster.SUPERUSER);
        properties.setProperty("password", logins.superuser().reveal());
        properties.setProperty("ApplicationName", "firstring-start");
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + logins.port() + "/postgres", properties);
    }

    private static List<String> statements(EmbeddedLogins logins) throws IOException {
        try (InputStream file = Roles.class.getResourceAsStream("/db/roles.sql")) {
            if (file == null) {
                throw new IOException("db/roles.sql is missing from the program");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"))
                    .replace(":'owner_password'", literal(logins.owner()))
                    .replace(":'service_password'", literal(logins.service()))
                    .replace(":'sip_reader_password'", literal(logins.sipReader()));
            return Arrays.stream(text.split(";\n"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }

    private static boolean exists(Connection connection, String kind, String name) throws SQLException {
        String query = kind.equals("ROLE") ? FIND_ROLE : FIND_DATABASE;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String literal(Secret secret) {
        return "'" + secret.reveal().replace("'", "''") + "'";
    }
}
