package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.drift.StartOutcome.Started;
import dev.firstring.sipserver.drift.StartOutcome.UnderWay;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of {@code drift_run}. One run is under way at a time; it belongs to whoever raised its token last, until the
 * lease ends, and the token is the fence of every later statement. Thread-safe.
 */
@Component
class DriftRuns {

    private static final String START = """
            INSERT INTO drift_run (id, started_at, started_by, servers, position)
            VALUES (?, ?, ?, ?, ?::jsonb)
                ON CONFLICT ((ended_at IS NULL)) WHERE ended_at IS NULL DO NOTHING
            """;

    private static final String UNDER_WAY = """
            SELECT id
              FROM drift_run
             WHERE ended_at IS NULL
            """;

    private static final String TAKE = """
            UPDATE drift_run
               SET token = token + 1, lease_until = ?
             WHERE ended_at IS NULL AND lease_until <= ?
            RETURNING id, servers, position, token, lease_until, compared
            """;

    private static final String KEEP = """
            UPDATE drift_run
               SET lease_until = ?
             WHERE id = ? AND token = ? AND ended_at IS NULL
            """;

    private static final String ADVANCE = """
            UPDATE drift_run
               SET position = ?::jsonb, compared = ?, failures = failures || ?::jsonb, lease_until = ?,
                   ended_at = ?
             WHERE id = ? AND token = ? AND ended_at IS NULL
            """;

    private static final String KNOWS = """
            SELECT EXISTS (SELECT 1 FROM sip_server WHERE id = ? AND retired_at IS NULL)
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();

    DriftRuns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins a run, unless one is under way: of several that begin at once, one does. */
    StartOutcome start(UUID id, List<String> servers, String actor, Instant now) {
        String first = json.writeValueAsString(Position.atStartOf(servers.getFirst()));
        while (true) {
            int made = jdbc.update(START, id, Timestamp.from(now), actor, servers.toArray(String[]::new), first);
            if (made == 1) {
                return new Started(id);
            }
            Optional<UUID> other =
                    jdbc.queryForList(UNDER_WAY, UUID.class).stream().findFirst();
            if (other.isPresent()) {
                return new UnderWay(other.get());
            }
            // It has ended in between.
        }
    }

    /** Takes the run under way, if nobody works on it. */
    Optional<HeldRun> take(Instant now, Instant leaseUntil) {
        return jdbc.query(TAKE, this::held, Timestamp.from(leaseUntil), Timestamp.from(now)).stream()
                .findFirst();
    }

    /** Sets the end of the lease; false if the run belongs to somebody else by now. */
    boolean keep(HeldRun run, Instant leaseUntil) {
        return jdbc.update(KEEP, Timestamp.from(leaseUntil), run.id(), run.token()) == 1;
    }

    /**
     * Keeps the run as it is now: where it is, or that it has ended.
     *
     * @param failures what went wrong since, by server
     * @return false if it belongs to somebody else by now
     */
    boolean advance(HeldRun run, Map<String, String> failures, Instant now) {
        Position position = run.position();
        int written = jdbc.update(
                ADVANCE,
                position == null ? null : json.writeValueAsString(position),
                run.compared(),
                json.writeValueAsString(failures),
                Timestamp.from(run.leaseUntil()),
                position == null ? Timestamp.from(now) : null,
                run.id(),
                run.token());
        return written == 1;
    }

    /** Whether changes are written for that server. */
    boolean knows(String server) {
        return Boolean.TRUE.equals(jdbc.queryForObject(KNOWS, Boolean.class, server));
    }

    private HeldRun held(ResultSet row, int number) throws SQLException {
        Array servers = row.getArray("servers");
        return new HeldRun(
                row.getObject("id", UUID.class),
                List.of((String[]) servers.getArray()),
                json.readValue(row.getString("position"), Position.class),
                row.getLong("token"),
                row.getTimestamp("lease_until").toInstant(),
                row.getLong("compared"));
    }
}
