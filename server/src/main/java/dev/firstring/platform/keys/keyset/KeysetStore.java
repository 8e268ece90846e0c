package dev.firstring.platform.keys.keyset;

import dev.firstring.platform.WireWord;
import dev.firstring.platform.keys.UnusableKeys;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Stores the keysets. Both rows are always read and written together. Thread-safe. */
final class KeysetStore {

    private static final String FIND = """
            SELECT name, version, sealed
              FROM keyset
             WHERE name IN (?, ?)
            """;

    private static final String INSERT = """
            INSERT INTO keyset (name, version, sealed, updated_at)
            VALUES (?, ?, ?, ?), (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String REPLACE = """
            UPDATE keyset
               SET version = ?, sealed = ?, updated_at = ?
             WHERE name = ? AND version = ?
            """;

    private static final String MARK_SUPERSEDED = """
            INSERT INTO keyset_superseded (key_id, superseded_at)
            VALUES (?, ?)
            ON CONFLICT (key_id) DO NOTHING
            """;

    private static final String SUPERSEDED_BEFORE = """
            SELECT key_id
              FROM keyset_superseded
             WHERE superseded_at <= ?
            """;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;

    KeysetStore(JdbcTemplate jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws UnusableKeys if a row is missing or the versions of the rows differ */
    Optional<Stored> find() {
        List<Row> rows = jdbc.query(
                FIND,
                (found, number) -> new Row(found.getString("name"), found.getLong("version"), found.getBytes("sealed")),
                Name.ENCRYPTION.column(),
                Name.DERIVATION.column());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Row> byName = rows.stream().collect(Collectors.toMap(Row::name, Function.identity()));
        Row encryption = byName.get(Name.ENCRYPTION.column());
        Row derivation = byName.get(Name.DERIVATION.column());
        if (encryption == null || derivation == null || encryption.version() != derivation.version()) {
            throw new UnusableKeys("The table keyset has lost a row, or its rows are of different versions. Restore it"
                    + " from a backup; new keys cannot open what was encrypted under the lost ones.");
        }
        return Optional.of(new Stored(encryption.version(), encryption.sealed(), derivation.sealed()));
    }

    /** Inserts the first keysets if there are none. */
    void insertIfAbsent(Stored first, Instant now) {
        Timestamp at = Timestamp.from(now);
        jdbc.update(
                INSERT,
                Name.ENCRYPTION.column(),
                first.version(),
                first.encryption(),
                at,
                Name.DERIVATION.column(),
                first.version(),
                first.derivation(),
                at);
    }

    /** Records when keys were superseded; a key that is already recorded keeps its time. */
    void markSuperseded(List<Integer> keyIds, Instant now) {
        Timestamp at = Timestamp.from(now);
        keyIds.forEach(keyId -> jdbc.update(MARK_SUPERSEDED, keyId, at));
    }

    /** The ids of keys that were superseded at that time or before. */
    List<Integer> supersededBefore(Instant time) {
        return jdbc.query(SUPERSEDED_BEFORE, (row, number) -> row.getInt("key_id"), Timestamp.from(time));
    }

    /**
     * Replaces both keysets if they are at the previous version, otherwise neither.
     *
     * @param superseded the ids of keys that are kept for reading only
     * @return whether they were replaced
     */
    boolean replace(Stored next, List<Integer> superseded, Instant now) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean both = replace(Name.ENCRYPTION, next.version(), next.encryption(), now)
                    && replace(Name.DERIVATION, next.version(), next.derivation(), now);
            if (both) {
                markSuperseded(superseded, now);
            } else {
                status.setRollbackOnly();
            }
            return both;
        }));
    }

    private boolean replace(Name name, long version, byte[] sealed, Instant now) {
        return jdbc.update(REPLACE, version, sealed, Timestamp.from(now), name.column(), version - 1) == 1;
    }

    private record Row(String name, long version, byte[] sealed) {}

    /** The stored keysets. */
    enum Name {
        /** AES-256-GCM keys for encryption at rest. */
        ENCRYPTION,
        /** HKDF-SHA256 root keys for key derivation. */
        DERIVATION;

        /** The value of the name column. */
        String column() {
            return WireWord.of(this);
        }

        /** Binds an encrypted keyset to its name, so that the two cannot be swapped. */
        byte[] associatedData() {
            return column().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The encrypted keysets of the database. The arrays are not copied and must not be modified. */
    record Stored(long version, byte[] encryption, byte[] derivation) {

        @Override
        public String toString() {
            return "Stored[version=" + version + "]";
        }
    }
}
