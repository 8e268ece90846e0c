package dev.firstring.abuse;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of what {@link SendLimitStatements#TAKE} answers; all but subject and times is the same in each. */
record TakenRow(
        String subject,
        List<Instant> taken,
        boolean boundDevice,
        @Nullable Integer shard,
        NumberGuard guard) {

    static TakenRow read(ResultSet row, int index) throws SQLException {
        return new TakenRow(
                row.getString("subject"),
                times(row.getArray("taken")),
                row.getBoolean("bound"),
                row.getObject("shard", Integer.class),
                guard(row));
    }

    static List<Instant> times(Array array) throws SQLException {
        return Arrays.stream((Timestamp[]) array.getArray())
                .map(Timestamp::toInstant)
                .toList();
    }

    private static NumberGuard guard(ResultSet row) throws SQLException {
        Date day = row.getDate("failure_day");
        Timestamp next = row.getTimestamp("next_session_at");
        Timestamp stopped = row.getTimestamp("stopped_until");
        return new NumberGuard(
                row.getString("guarded"),
                day == null ? null : day.toLocalDate(),
                row.getInt("failures_today"),
                next == null ? null : next.toInstant(),
                stopped == null ? null : stopped.toInstant());
    }
}
