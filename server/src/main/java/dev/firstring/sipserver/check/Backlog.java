package dev.firstring.sipserver.check;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The pending work for each server, as stored in the database. Thread-safe. */
@Component
public class Backlog {

    /** The limit of counts, which bounds the cost of the query. */
    public static final int MOST_COUNTED = 10_000;

    private static final String READ = """
            SELECT sip_server.id, sip_server.fill_position IS NOT NULL AS filling,
                   (SELECT count(*)
                      FROM (SELECT 1
                              FROM sip_sync
                             WHERE sip_sync.server_id = sip_server.id AND sip_sync.due_at IS NOT NULL
                             LIMIT ?) AS due) AS pending
              FROM sip_server
             WHERE sip_server.retired_at IS NULL
             ORDER BY sip_server.id
            """;

    private final JdbcTemplate jdbc;

    Backlog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The pending work of one server.
     *
     * @param filling whether the backfill of a new server is in progress
     * @param pending the number of accounts that are due, counted up to {@link #MOST_COUNTED}
     */
    public record Server(String id, boolean filling, long pending) {}

    public List<Server> servers() {
        return jdbc.query(
                READ,
                (row, number) -> new Server(row.getString("id"), row.getBoolean("filling"), row.getLong("pending")),
                MOST_COUNTED);
    }
}
