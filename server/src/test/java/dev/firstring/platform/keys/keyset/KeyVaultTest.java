package dev.firstring.platform.keys.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.prf.HkdfPrfKey;
import dev.firstring.platform.keys.KeyFixture;
import dev.firstring.platform.keys.UnusableKeys;
import dev.firstring.platform.keys.master.MasterKey;
import dev.firstring.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyVaultTest {

    private KeyFixture keys;
    private JdbcTemplate owner;

    @BeforeAll
    void start() {
        keys = new KeyFixture();
        owner = new JdbcTemplate(
                new DriverManagerDataSource(keys.database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));
    }

    @BeforeEach
    void empty() {
        owner.update("DELETE FROM keyset");
    }

    @AfterAll
    void stop() {
        keys.close();
    }

    @Test
    void nodes_that_make_the_keys_at_once_end_with_the_same_ones() throws Exception {
        int nodes = 8;
        CyclicBarrier barrier = new CyclicBarrier(nodes);
        Callable<Keysets> start = () -> {
            KeysetStore store = new KeysetStore(keys.jdbc, null);
            assertThat(keys.vault.find()).isEmpty();
            KeysetStore.Stored mine = keys.vault.seal(Keysets.first(keys.random.nextInt(1, Integer.MAX_VALUE)));
            barrier.await();
            store.insertIfAbsent(mine, keys.clock.instant());
            return keys.vault.findOrMake();
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
            List<Keysets> found = all(threads.invokeAll(Collections.nCopies(nodes, start)));
            for (Keysets one : found) {
                assertThat(one.encryption().equalsKeyset(found.getFirst().encryption()))
                        .isTrue();
                assertThat(one.derivation().equalsKeyset(found.getFirst().derivation()))
                        .isTrue();
            }
        }
    }

    @Test
    void nothing_of_a_key_can_be_read_without_the_master_key() {
        HkdfPrfKey root =
                (HkdfPrfKey) keys.vault.findOrMake().derivation().getPrimary().getKey();
        String key = HexFormat.of().formatHex(root.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()));

        assertThat(owner.queryForList("SELECT encode(sealed, 'hex') FROM keyset", String.class))
                .hasSize(2)
                .noneMatch(row -> row.contains(key));
        MasterKey other = MasterKey.parse(MasterKey.generate(keys.random), "the test");
        assertThatThrownBy(() -> keys.vault(other).findOrMake())
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("master key does not open the keyset 'encryption'");
    }

    @Test
    void a_changed_row_is_noticed() {
        keys.vault.findOrMake();
        for (String name : List.of("encryption", "derivation")) {
            byte[] genuine = owner.queryForObject("SELECT sealed FROM keyset WHERE name = ?", byte[].class, name);
            byte[] changed = genuine.clone();
            changed[changed.length / 2] ^= 1;
            owner.update("UPDATE keyset SET sealed = ? WHERE name = ?", changed, name);

            assertThatThrownBy(keys.vault::find)
                    .isInstanceOf(UnusableKeys.class)
                    .hasMessageContaining("'" + name + "'");

            owner.update("UPDATE keyset SET sealed = ? WHERE name = ?", genuine, name);
        }
        assertThat(keys.vault.find()).isPresent();
    }

    @Test
    void one_keyset_cannot_stand_in_for_the_other() {
        keys.vault.findOrMake();
        owner.update("UPDATE keyset SET sealed = (SELECT sealed FROM keyset WHERE name = 'derivation')");

        assertThatThrownBy(keys.vault::find).isInstanceOf(UnusableKeys.class);
    }

    @Test
    void a_lost_row_is_not_replaced_by_new_keys() {
        keys.vault.findOrMake();
        owner.update("DELETE FROM keyset WHERE name = 'derivation'");

        assertThatThrownBy(keys.vault::findOrMake)
                .isInstanceOf(UnusableKeys.class)
                .hasMessageContaining("lost a row");
    }

    @Test
    void rows_of_different_versions_are_refused() {
        keys.vault.findOrMake();
        owner.update("UPDATE keyset SET version = 7 WHERE name = 'derivation'");

        assertThatThrownBy(keys.vault::find).isInstanceOf(UnusableKeys.class);
    }

    @Test
    void keysets_put_together_from_two_backups_are_refused() {
        keys.vault.findOrMake();
        byte[] old = owner.queryForObject("SELECT sealed FROM keyset WHERE name = 'derivation'", byte[].class);
        keys.rotate();
        owner.update("UPDATE keyset SET sealed = ? WHERE name = 'derivation'", old);

        assertThatThrownBy(keys.vault::find).isInstanceOf(UnusableKeys.class).hasMessageContaining("changed by hand");
    }

    @Test
    void a_new_pair_is_known_before_it_is_used() {
        Keysets first = keys.vault.findOrMake();

        Keysets staged = keys.vault.addNext(first).orElseThrow();
        assertThat(staged.primary()).isEqualTo(first.primary());
        assertThat(staged.ids()).startsWith(first.primary()).hasSize(2);
        assertThat(staged.next()).hasValue(staged.ids().getLast());

        Keysets promoted = keys.vault.makeNextPrimary(staged).orElseThrow();
        assertThat(promoted.primary()).isEqualTo(staged.ids().getLast());
        assertThat(promoted.ids()).isEqualTo(staged.ids());
        assertThat(promoted.next()).isEmpty();
        assertThat(keys.vault.find().orElseThrow().encryption().equalsKeyset(promoted.encryption()))
                .isTrue();
        assertThat(owner.queryForList("SELECT version FROM keyset", Long.class)).containsExactly(3L, 3L);
    }

    @Test
    void of_changes_made_at_once_one_wins_and_the_others_change_nothing() throws Exception {
        Keysets read = keys.vault.findOrMake();
        int rotations = 6;
        CyclicBarrier barrier = new CyclicBarrier(rotations);
        Callable<Optional<Keysets>> add = () -> {
            barrier.await();
            return keys.vault.addNext(read);
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(rotations)) {
            List<Optional<Keysets>> outcomes = all(threads.invokeAll(Collections.nCopies(rotations, add)));
            List<Keysets> winners = outcomes.stream().flatMap(Optional::stream).toList();
            assertThat(winners).hasSize(1);
            assertThat(keys.vault.find().orElseThrow().ids())
                    .isEqualTo(winners.getFirst().ids());
        }
    }

    @Test
    void every_pair_has_an_id_of_its_own() {
        Keysets current = keys.vault.findOrMake();
        Set<Integer> ids = new HashSet<>(current.ids());
        for (int round = 0; round < 10; round++) {
            assertThat(ids.add(keys.rotate())).isTrue();
        }
        assertThat(Stream.of(keys.vault.find().orElseThrow()).flatMap(found -> found.ids().stream()))
                .hasSize(11)
                .allMatch(id -> id > 0);
    }

    @Test
    void the_service_cannot_delete_keys() {
        keys.vault.findOrMake();

        assertThatThrownBy(() -> keys.jdbc.update("DELETE FROM keyset"))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied for table keyset");
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
