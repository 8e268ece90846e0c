package dev.firstring.abuse.watch;

import dev.firstring.abuse.guard.FraudGuard;
import dev.firstring.abuse.guard.FraudGuard.GuardStatements;
import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.phone.NumberSettings;
import dev.firstring.phone.NumberSettings.CountryRule;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the windows that are over their bound, near it, or watched. Thread-safe. */
@Component
public class GuardedWindows {

    private static final String ALL = """
            WITH given AS (
                SELECT CAST(? AS timestamptz) AS window_begin, CAST(? AS timestamptz) AS settled
            )
            SELECT guard_count.subject, %s AS counts
              FROM guard_count CROSS JOIN given
             WHERE guard_count.bucket > given.window_begin
             GROUP BY guard_count.subject
            HAVING sum(guard_count.sent) >= ? OR position('+' IN guard_count.subject) = 0
            """.formatted(GuardStatements.COUNTS);

    private final JdbcTemplate jdbc;
    private final FraudGuard guard;
    private final GuardSettings settings;
    private final NumberSettings numbers;
    private final Alarms alarms;

    GuardedWindows(JdbcTemplate jdbc, FraudGuard guard, GuardSettings settings, NumberSettings numbers, Alarms alarms) {
        this.jdbc = jdbc;
        this.guard = guard;
        this.settings = settings;
        this.numbers = numbers;
        this.alarms = alarms;
    }

    /** Returns all windows that an operator should see, worst first, of one country, or of all countries if null. */
    public List<WatchedWindow> watched(@Nullable String country, Instant now) {
        Map<String, Instant> since = alarms.all();
        return states(now)
                .filter(state -> country == null || state.window().country().equals(country))
                .flatMap(state -> standing(state).stream()
                        .map(standing -> new WatchedWindow(
                                state,
                                standing,
                                standing == Standing.OVER
                                        ? since.get(state.window().key())
                                        : null)))
                .sorted(WatchedWindow.WORST_FIRST)
                .toList();
    }

    /** Returns the windows that are over their bound. */
    List<GuardWindow.State> over(Instant now) {
        return states(now).filter(GuardWindow.State::over).toList();
    }

    private Stream<GuardWindow.State> states(Instant now) {
        int least = Math.min(settings.prefix().floor(), settings.country().floor()) / 2;
        return jdbc
                .query(
                        ALL,
                        (row, index) -> guard.state(
                                GuardWindow.ofKey(row.getString("subject")),
                                GuardWindow.Counts.read(row.getArray("counts"))),
                        Timestamp.from(settings.begin(now)),
                        Timestamp.from(settings.settled(now)),
                        least)
                .stream();
    }

    private Optional<Standing> standing(GuardWindow.State state) {
        if (state.over()) {
            return Optional.of(Standing.OVER);
        }
        if (state.near()) {
            return Optional.of(Standing.NEAR);
        }
        boolean watched = state.window().prefix() == null
                && numbers.countries().of(state.window().country()) == CountryRule.MONITOR;
        return watched ? Optional.of(Standing.WATCHED) : Optional.empty();
    }
}
