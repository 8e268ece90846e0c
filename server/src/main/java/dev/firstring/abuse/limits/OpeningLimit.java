package dev.firstring.abuse.limits;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Limits the sessions without a number that an address may open per hour. They send nothing, but each is a row.
 * Thread-safe.
 */
@Component
public class OpeningLimit {

    /** The policy's name on the wire. */
    public static final String POLICY = "address-openings";

    static final int MOST = 60;

    private static final Duration WINDOW = Duration.ofHours(1);

    /** Counts this session and returns the time of the {@code MOST}th session before it, if any. */
    private static final String TAKE = """
            INSERT INTO rate_limit AS held (subject, taken)
            VALUES (?, ARRAY[CAST(? AS timestamptz)])
            ON CONFLICT (subject) DO UPDATE SET taken = (EXCLUDED.taken || held.taken)[1 : ?]
            RETURNING taken[?] AS before_the_most
            """;

    private final JdbcTemplate jdbc;

    OpeningLimit(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts one session in the caller's transaction.
     *
     * @param address the caller's address as the limits count it
     * @return how long to wait; empty if the session may be opened
     */
    public Optional<Duration> take(String address, Instant now) {
        return jdbc
                .query(
                        TAKE,
                        (row, index) -> Optional.ofNullable(row.getTimestamp("before_the_most")),
                        "opening:" + address,
                        Timestamp.from(now),
                        MOST + 1,
                        MOST + 1)
                .stream()
                .flatMap(Optional::stream)
                .map(time -> Duration.between(now, time.toInstant().plus(WINDOW)))
                .filter(Duration::isPositive)
                .findFirst();
    }
}
