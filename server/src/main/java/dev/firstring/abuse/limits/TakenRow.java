package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.GuardWindow;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
        GuardWindow.Counts prefix,
        GuardWindow.Counts country) {

    static TakenRow read(ResultSet row, int index) throws SQLException {
        return new TakenRow(
                row.getString("subject"),
                times(row.getArray("taken")),
                row.getBoolean("bound"),
                row.getObject("shard", Integer.class),
                guard(row),
                row.getArray("prefix_window") != null,
                GuardWindow.Counts.read(row.getArray("prefix_window")),
                GuardWindow.Counts.read(row.getArray("country_window")));
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

    /**
     * The consequences of wrong codes for a number: none, a wait and a challenge before each further session, or a stop. A
     * device that is bound to the number's account is evaluated by its own wrong codes only.
     *
     * @param subject the subject that the wrong codes are counted for
     * @param failureDay the UTC day of {@code failuresToday}; null if there are none
     * @param penalty 1 when the number becomes restricted, plus one for each session allowed since then
     */
    record NumberGuard(
            String subject,
            @Nullable LocalDate failureDay,
            int failuresToday,
            int penalty,
            @Nullable Instant nextSessionAt,
            @Nullable Instant stoppedUntil) {

        /** True if further sessions must wait and solve a challenge today. */
        boolean restricted(Instant now, LimitSettings.Tries tries) {
            return now.atZone(ZoneOffset.UTC).toLocalDate().equals(failureDay) && failuresToday >= tries.perDay();
        }

        /** How long the next session must wait; zero if it is allowed now. */
        Duration waitFor(Instant now, LimitSettings.Tries tries) {
            return restricted(now, tries) ? until(nextSessionAt, now) : Duration.ZERO;
        }

        Duration stoppedFor(Instant now) {
            return until(stoppedUntil, now);
        }

        private static Duration until(@Nullable Instant then, Instant now) {
            return then == null || !then.isAfter(now) ? Duration.ZERO : Duration.between(now, then);
        }
    }
}
