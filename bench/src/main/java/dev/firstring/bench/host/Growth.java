package dev.firstring.bench.host;

import dev.firstring.bench.BenchFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The number and size of rows in each table; the difference of two readings is what a round wrote. Immutable. */
public record Growth(Map<String, Size> tables) {

    private static final String TABLES = """
            SELECT relname
              FROM pg_class
             WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
               AND relname NOT IN ('flyway_schema_history', 'scheduled_tasks', 'keyset', 'guard_count')
             ORDER BY relname
            """;

    /** Rows in the state that a completed flow or step leaves. */
    private static final Map<String, String> ENDS = Map.of(
            "session verified", "onboarding_session WHERE step <> 'otp_verification'",
            "session complete", "onboarding_session WHERE step = 'complete'",
            "verification verified", "verification WHERE status = 'verified'",
            "credential active", "sip_credential WHERE status = 'active'",
            "message sent", "message WHERE state = 'sent'");

    /** Counters in rows that many flows share: the sums are compared, not the rows. */
    private static final Map<String, String> SUMS = Map.of(
            "guard sends", "SELECT COALESCE(sum(sent), 0) FROM guard_count",
            "guard proofs", "SELECT COALESCE(sum(verified), 0) FROM guard_count");

    private static final double LIKENESS = 0.15;

    public Growth {
        tables = Map.copyOf(tables);
    }

    /** The number of rows and the bytes in their columns. */
    public record Size(long rows, long bytes) {}

    /** Counts every row: exact but slow. */
    public static Growth read(Connection connection) throws SQLException {
        Map<String, Size> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String table : names(statement)) {
                tables.put(
                        table,
                        size(
                                statement,
                                "SELECT count(*), COALESCE(sum(pg_column_size(t.*)), 0) FROM " + table + " AS t"));
            }
            for (Map.Entry<String, String> end : ENDS.entrySet()) {
                tables.put(end.getKey(), size(statement, "SELECT count(*), 0 FROM " + end.getValue()));
            }
            for (Map.Entry<String, String> sum : SUMS.entrySet()) {
                tables.put(sum.getKey(), size(statement, "SELECT (" + sum.getValue() + "), 0"));
            }
        }
        return new Growth(tables);
    }

    public Growth since(Growth earlier) {
        Map<String, Size> grown = new TreeMap<>();
        tables.forEach((table, size) -> {
            Size before = earlier.tables.getOrDefault(table, new Size(0, 0));
            grown.put(table, new Size(size.rows - before.rows, size.bytes - before.bytes));
        });
        return new Growth(grown);
    }

    /** The rows per unit of work, for tables that changed. */
    public Map<String, Double> rowsEach(long done) {
        Map<String, Double> rows = new LinkedHashMap<>();
        new TreeMap<>(tables).forEach((table, size) -> {
            if (size.rows != 0) {
                rows.put(table, (double) size.rows / done);
            }
        });
        return rows;
    }

    /**
     * Checks that the twin wrote as many rows per unit of work as the service, of about the same size.
     *
     * @throws BenchFailure if it did not
     */
    public static void requireAlike(Growth service, long served, Growth twin, long twinned) {
        List<String> differences = new ArrayList<>();
        service.tables.forEach((table, size) -> {
            Size other = twin.tables.getOrDefault(table, new Size(0, 0));
            if (Math.round(size.rows * 1000.0 / served) != Math.round(other.rows * 1000.0 / twinned)) {
                differences.add("%s: %.3f rows each by the service, %.3f by its twin"
                        .formatted(table, (double) size.rows / served, (double) other.rows / twinned));
            } else if (size.rows > 0 && size.bytes > 0) {
                double width = (double) size.bytes / size.rows;
                double otherWidth = (double) other.bytes / other.rows;
                if (Math.abs(width - otherWidth) / width > LIKENESS) {
                    differences.add("%s: rows of %.0f bytes by the service, of %.0f by its twin"
                            .formatted(table, width, otherWidth));
                }
            }
        });
        if (!differences.isEmpty()) {
            throw new BenchFailure(
                    "the twin does not write what the service writes:\n  " + String.join("\n  ", differences));
        }
    }

    private static List<String> names(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Size size(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Size(row.getLong(1), row.getLong(2));
        }
    }
}
