package dev.firstring.abuse.challenge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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
        return jdbc.update(USE, hash(solution), Timestamp.from(until)) == 1;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
