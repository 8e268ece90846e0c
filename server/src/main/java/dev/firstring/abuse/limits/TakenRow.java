package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.WindowCounts;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the result of {@link SendLimitStatements#TAKE}; all rows differ only in subject and times. */
record TakenRow(
        String subject,
        List<Instant> taken,
        boolean boundDevice,
        @Nullable Integer shard,
        NumberGuard guard,
        boolean guarded,
        WindowCounts prefix,
        WindowCounts country) {

    static TakenRow read(ResultSet row, int index) throws SQLException {
        return new TakenRow(
                row.getString("subject"),
                times(row.getArray("taken")),
                row.getBoolean("bound"),
                row.getObject("shard", Integer.class),
                guard(row),
                row.getArray("prefix_window") != null,
                WindowCounts.read(row.getArray("prefix_window")),
                WindowCounts.read(row.getArray("country_window")));
    }

    static List<Instant> times(Array array) throws SQLException {
        return Arrays.stream((Timestamp[]) array.getArray())
                .map(Timestamp::toInstant)
                .toList();
    }

    static NumberGuard guard(ResultSet row) throws SQLException {
        Date day = row.getDate("failure_day");
        Timestamp next = row.getTimestamp("next_session_at");
        Timestamp stopped = row.getTimestamp("stopped_until");
        return new NumberGuard(
                row.getString("guarded"),
                day == null ? null : day.toLocalDate(),
                row.getInt("failures_today"),
                row.getInt("penalty"),
                next == null ? null : next.toInstant(),
                stopped == null ? null : stopped.toInstant());
    }
}
