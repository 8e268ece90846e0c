package dev.firstring.abuse.challenge;

import dev.firstring.platform.Hash;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores the solutions that were used, in {@code challenge_use}, so that each is valid once on all nodes. Thread-safe. */
@Component
class UsedSolutionStore {

    private static final String USE = """
            INSERT INTO challenge_use (challenge_hash, expires_at) VALUES (?, ?)
            ON CONFLICT (challenge_hash) DO NOTHING
            """;

    private final JdbcTemplate jdbc;

    UsedSolutionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** True for the first use, as part of the running transaction. */
    boolean use(String solution, Instant until) {
        return jdbc.update(USE, Hash.sha256(solution), Timestamp.from(until)) == 1;
    }
}
