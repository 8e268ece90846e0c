package dev.firstring.abuse.challenge;

import dev.firstring.platform.Hash;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores used solutions in {@code challenge_use}, so that each is valid once across all nodes. Thread-safe. */
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

    /** Marks a solution as used in the caller's transaction. True if it was not used before. */
    boolean use(String solution, Instant until) {
        return jdbc.update(USE, Hash.sha256(solution), Timestamp.from(until)) == 1;
    }
}
