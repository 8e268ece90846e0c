package dev.firstring.platform.keys.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firstring.platform.keys.KeyFixture;
import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A table of secrets, as a room would have one, and its re-sealing. */
final class KeptSecrets implements Reseal {

    private final JdbcTemplate jdbc;
    private final SecretBox box;

    KeptSecrets(KeyFixture keys, SecretBox box) {
        this.jdbc = keys.jdbc;
        this.box = box;
    }

    static void createTable(KeyFixture keys) {
        JdbcTemplate owner = new JdbcTemplate(
                new DriverManagerDataSource(keys.database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));
        owner.execute("CREATE TABLE kept (id uuid PRIMARY KEY, secret bytea NOT NULL, key_id integer NOT NULL)");
        owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON kept TO " + TestDatabase.SERVICE);
    }

    void empty() {
        jdbc.update("DELETE FROM kept");
    }

    UUID keep() {
        UUID id = UUID.randomUUID();
        SecretBox.Sealed sealed = box.seal(secretOf(id), associatedData(id));
        jdbc.update("INSERT INTO kept (id, secret, key_id) VALUES (?, ?, ?)", id, sealed.ciphertext(), sealed.keyId());
        return id;
    }

    void keep(int many) {
        for (int count = 0; count < many; count++) {
            keep();
        }
    }

    void replace(UUID id) {
        SecretBox.Sealed sealed = box.seal(secretOf(id), associatedData(id));
        jdbc.update("UPDATE kept SET secret = ?, key_id = ? WHERE id = ?", sealed.ciphertext(), sealed.keyId(), id);
    }

    /** Whether the secret of that id can be read and is the original. */
    boolean holds(UUID id) {
        SecretBox.Sealed sealed = jdbc.queryForObject(
                "SELECT secret, key_id FROM kept WHERE id = ?",
                (row, number) -> new SecretBox.Sealed(row.getInt("key_id"), row.getBytes("secret")),
                id);
        return java.util.Arrays.equals(box.open(sealed, associatedData(id)), secretOf(id));
    }

    boolean holdsAll() {
        return jdbc.queryForList("SELECT id FROM kept", UUID.class).stream().allMatch(this::holds);
    }

    @Override
    public String what() {
        return "kept secrets";
    }

    @Override
    public int remaining() {
        return jdbc.queryForObject("SELECT count(*) FROM kept WHERE key_id <> ?", Integer.class, box.currentKeyId());
    }

    @Override
    public int batch(int limit) {
        List<UUID> ids = jdbc.queryForList(
                "SELECT id FROM kept WHERE key_id <> ? LIMIT ?", UUID.class, box.currentKeyId(), limit);
        int replaced = 0;
        for (UUID id : ids) {
            SecretBox.Sealed old = jdbc.queryForObject(
                    "SELECT secret, key_id FROM kept WHERE id = ?",
                    (row, number) -> new SecretBox.Sealed(row.getInt("key_id"), row.getBytes("secret")),
                    id);
            SecretBox.Sealed fresh = box.seal(box.open(old, associatedData(id)), associatedData(id));
            replaced += jdbc.update(
                    "UPDATE kept SET secret = ?, key_id = ? WHERE id = ? AND secret = ?",
                    fresh.ciphertext(),
                    fresh.keyId(),
                    id,
                    old.ciphertext());
        }
        return replaced;
    }

    private static byte[] secretOf(UUID id) {
        return ("secret of " + id).getBytes(UTF_8);
    }

    private static byte[] associatedData(UUID id) {
        return id.toString().getBytes(UTF_8);
    }
}
