package dev.firstring.abuse.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores which windows are over their bound, and since when. Thread-safe. */
@Component
class Alarms {

    private static final String ALL = """
            SELECT subject, since FROM guard_alarm
            """;
    private static final String RAISE = """
            INSERT INTO guard_alarm (subject, since)
            SELECT subject, ? FROM unnest(CAST(? AS text[])) AS subject ORDER BY subject
            ON CONFLICT (subject) DO NOTHING
            RETURNING subject
            """;
    private static final String CLEAR = """
            WITH over AS MATERIALIZED (
                SELECT subject
                  FROM guard_alarm
                 WHERE NOT (subject = ANY (CAST(? AS text[])))
                 ORDER BY subject
                   FOR UPDATE
            )
            DELETE FROM guard_alarm
             USING over
             WHERE guard_alarm.subject = over.subject
            RETURNING guard_alarm.subject
            """;

    private final JdbcTemplate jdbc;

    Alarms(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns since when each window is over its bound, by its key. */
    Map<String, Instant> all() {
        return jdbc
                .query(
                        ALL,
                        (row, index) -> Map.entry(
                                row.getString("subject"),
                                row.getTimestamp("since").toInstant()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Adds the windows that are over their bound; returns the keys that are new. */
    List<String> raise(Collection<String> over, Instant now) {
        return jdbc.query(RAISE, Alarms::key, Timestamp.from(now), over.toArray(String[]::new));
    }

    /** Deletes the windows that are not over their bound; returns their keys. */
    List<String> clear(Collection<String> over) {
        return jdbc.query(CLEAR, Alarms::key, (Object) over.toArray(String[]::new));
    }

    private static String key(ResultSet row, int index) throws SQLException {
        return row.getString("subject");
    }
}
