package dev.firstring.chaos.storm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares the SIP server with the database, account by account. Passwords are compared through the hash that the
 * database stores beside the encrypted secret.
 */
final class Drift {

    private static final String READ = """
            SELECT username, domain, realm, display_name, status, ha1_sha256
              FROM sip_credential
            """;

    private final Map<String, JsonNode> left = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int compared;

    private Drift(JsonNode accounts) {
        accounts.forEach(account -> left.put(account.path("username").asString(), account));
    }

    /** The result: the number of credentials compared, and the differences of the server. */
    record Found(int compared, List<String> differences) {}

    static Found between(JsonNode accounts, Connection database) throws SQLException {
        Drift drift = new Drift(accounts);
        try (PreparedStatement statement = database.prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                drift.compare(rows);
            }
        }
        new TreeSet<>(drift.left.keySet()).forEach(extra -> drift.differences.add(extra + " is extra"));
        return new Found(drift.compared, drift.differences);
    }

    private void compare(ResultSet row) throws SQLException {
        compared++;
        String username = row.getString("username");
        String status = row.getString("status");
        JsonNode account = left.remove(username);
        if (status.equals("revoked")) {
            if (account != null) {
                differences.add(username + " is revoked and still there");
            }
            return;
        }
        if (account == null) {
            differences.add(username + " is missing");
            return;
        }
        like(
                username,
                "enabled",
                status.equals("active"),
                account.path("enabled").asBoolean());
        like(username, "domain", row.getString("domain"), account.path("domain").asString());
        JsonNode name = account.path("displayName");
        like(username, "name", row.getString("display_name"), name.isString() ? name.asString() : null);
        String input = username + ":" + row.getString("realm") + ":"
                + account.path("password").asString();
        if (!row.getString("ha1_sha256").equals(sha256(input))) {
            differences.add(username + " has another password");
        }
    }

    private void like(String username, String what, @Nullable Object wanted, @Nullable Object found) {
        if (!Objects.equals(wanted, found)) {
            differences.add(username + ": " + what + " should be " + wanted + ", is " + found);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks SHA-256", e);
        }
    }
}
