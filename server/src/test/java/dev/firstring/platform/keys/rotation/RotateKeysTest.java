package dev.firstring.platform.keys.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.keys.KeyFixture;
import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.Sealed;
import dev.firstring.platform.keys.ring.KeyRing;
import dev.firstring.platform.keys.rotation.RotationOutcome.Overtaken;
import dev.firstring.platform.keys.rotation.RotationOutcome.Resealed;
import dev.firstring.platform.keys.rotation.RotationOutcome.Rotated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotateKeysTest {

    private static final byte[] RECORD = "record".getBytes(UTF_8);
    private static final Duration REST = Duration.ofDays(8);
    private static final KeySettings SETTINGS = new KeySettings(null, null, REST, Duration.ofSeconds(5));

    private final RecordedProgress progress = new RecordedProgress();
    private KeyFixture keys;
    private KeyRing nodeA;
    private KeyRing nodeB;
    private KeptSecrets secrets;

    @BeforeAll
    void start() {
        keys = new KeyFixture();
        KeptSecrets.createTable(keys);
    }

    @BeforeEach
    void two_nodes_without_secrets() {
        nodeA = keys.node();
        nodeB = keys.node();
        secrets = new KeptSecrets(keys, nodeA);
        secrets.empty();
        progress.lines.clear();
    }

    @AfterAll
    void stop() {
        keys.close();
    }

    @Test
    void a_rotation_waits_for_the_nodes_before_and_after_the_new_key_is_used() throws Exception {
        secrets.keep(3);
        int before = nodeA.currentKeyId();

        Rotated rotated = (Rotated) rotation(this::nodesRead, secrets).run(progress);

        assertThat(progress.lines)
                .containsExactly("added", "waiting PT10S", "in use", "waiting PT10S", "kept secrets 3/3");
        assertThat(rotated.keyId()).isNotEqualTo(before).isEqualTo(nodeA.currentKeyId());
        assertThat(rotated.olderKeyIds()).contains(before).doesNotContain(rotated.keyId());
        assertThat(rotated.resealed()).containsExactly(new Resealed("kept secrets", 3, 0));
        assertThat(rotated.complete()).isTrue();
        assertThat(secrets.holdsAll()).isTrue();
    }

    @Test
    void no_node_ever_meets_a_key_that_it_does_not_know() throws Exception {
        // An unknown key id uses up the search, so that the nodes live by what they read in their own time.
        assertThatThrownBy(() -> nodeA.derive("code", 17)).hasMessageContaining("no key");
        assertThatThrownBy(() -> nodeB.derive("code", 17)).hasMessageContaining("no key");
        Sealed old = nodeA.seal(RECORD, RECORD);
        List<Integer> used = new ArrayList<>();
        Waiter waiter = time -> {
            assertBothRead(old);
            nodeA.refresh();
            assertBothRead(old);
            nodeB.refresh();
            assertBothRead(old);
            used.add(nodeB.currentKeyId());
        };

        Rotated rotated = (Rotated) rotation(waiter, secrets).run(progress);

        assertThat(used).containsExactly(old.keyId(), rotated.keyId());
    }

    @Test
    void nodes_seal_and_open_without_a_failure_while_the_keys_are_rotated() throws Exception {
        secrets.keep(50);
        AtomicBoolean running = new AtomicBoolean(true);
        CyclicBarrier begun = new CyclicBarrier(5);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            KeptSecrets mine = new KeptSecrets(keys, thread % 2 == 0 ? nodeA : nodeB);
            KeptSecrets other = new KeptSecrets(keys, thread % 2 == 0 ? nodeB : nodeA);
            work.add(() -> {
                List<UUID> ids = new ArrayList<>(List.of(mine.keep()));
                begun.await();
                int count = 0;
                while (running.get()) {
                    if (ids.size() < 50) {
                        ids.add(mine.keep());
                    }
                    UUID any = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
                    mine.replace(any);
                    assertThat(other.holds(any)).isTrue();
                    count++;
                }
                return count;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> workers = work.stream().map(threads::submit).toList();
            begun.await();
            try {
                for (int round = 0; round < 3; round++) {
                    assertThat(rotation(this::nodesRead, secrets).run(progress)).isInstanceOf(Rotated.class);
                }
            } finally {
                running.set(false);
            }
            for (Future<Integer> worker : workers) {
                assertThat(worker.get()).isPositive();
            }
        }
        assertThat(secrets.holdsAll()).isTrue();
        assertThat(((Rotated) rotation(this::nodesRead, secrets).run(progress)).complete())
                .isTrue();
        assertThat(secrets.remaining()).isZero();
        assertThat(secrets.holdsAll()).isTrue();
    }

    @Test
    void a_rotation_cut_short_before_its_key_is_used_goes_on_with_that_key() throws Exception {
        int before = nodeA.currentKeyId();
        assertThatThrownBy(() -> rotation(this::cutShort, secrets).run(progress))
                .isInstanceOf(InterruptedException.class);
        int added = keys.vault.find().orElseThrow().next().orElseThrow();
        nodesRead(Duration.ZERO);
        assertThat(nodeA.currentKeyId()).isEqualTo(before);
        progress.lines.clear();

        Rotated rotated = (Rotated) rotation(this::nodesRead, secrets).run(progress);

        assertThat(rotated.keyId()).isEqualTo(added);
        assertThat(progress.lines).startsWith("continued", "waiting PT10S", "in use");
    }

    @Test
    void a_rotation_cut_short_while_it_re_seals_goes_on_without_another_key() throws Exception {
        secrets.keep(5);
        Reseal failsHalfway = new Reseal() {
            private int batches;

            @Override
            public String what() {
                return secrets.what();
            }

            @Override
            public int remaining() {
                return secrets.remaining();
            }

            @Override
            public int batch(int limit) {
                if (batches++ == 1) {
                    throw new IllegalStateException("the process dies");
                }
                return secrets.batch(3);
            }
        };
        assertThatThrownBy(() -> rotation(this::nodesRead, failsHalfway).run(progress))
                .hasMessage("the process dies");
        assertThat(secrets.remaining()).isEqualTo(2);
        int begun = nodeA.currentKeyId();
        progress.lines.clear();

        Rotated rotated = (Rotated) rotation(this::nodesRead, secrets).run(progress);

        assertThat(rotated.keyId()).isEqualTo(begun);
        assertThat(progress.lines).containsExactly("continued", "in use", "waiting PT10S", "kept secrets 2/2");
    }

    @Test
    void a_rotation_overtaken_by_another_says_so_and_changes_nothing() throws Exception {
        secrets.keep(2);
        AtomicReference<RotationOutcome> other = new AtomicReference<>();
        Waiter waiter = time -> {
            nodesRead(time);
            if (other.get() == null) {
                other.set(rotation(this::nodesRead, secrets).run(new RecordedProgress()));
            }
        };

        assertThat(rotation(waiter, secrets).run(progress)).isEqualTo(new Overtaken());

        Rotated winner = (Rotated) other.get();
        assertThat(winner.complete()).isTrue();
        assertThat(keys.vault.find().orElseThrow().primary()).isEqualTo(winner.keyId());
        assertThat(secrets.holdsAll()).isTrue();
    }

    @Test
    void rotations_at_once_leave_every_secret_readable() throws Exception {
        secrets.keep(40);
        int rotations = 4;
        CyclicBarrier barrier = new CyclicBarrier(rotations);
        List<Callable<RotationOutcome>> runs = new ArrayList<>();
        for (int count = 0; count < rotations; count++) {
            KeyRing node = keys.node();
            KeptSecrets own = new KeptSecrets(keys, node);
            RotateKeys rotation =
                    new RotateKeys(keys.vault, node, List.of(own), SETTINGS, time -> node.refresh(), keys.clock);
            runs.add(() -> {
                barrier.await();
                return rotation.run(new RecordedProgress());
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(rotations)) {
            List<RotationOutcome> outcomes = new ArrayList<>();
            for (Future<RotationOutcome> run : threads.invokeAll(runs)) {
                outcomes.add(run.get());
            }
            assertThat(outcomes).hasAtLeastOneElementOfType(Rotated.class);
        }
        nodesRead(Duration.ZERO);
        assertThat(keys.vault.find().orElseThrow().next()).isEmpty();
        assertThat(secrets.holdsAll()).isTrue();
    }

    @Test
    void values_that_cannot_be_re_sealed_are_counted_and_do_not_hold_up_the_rotation() throws Exception {
        Rotated rotated =
                (Rotated) rotation(this::nodesRead, new StuckSecrets(progress)).run(progress);

        assertThat(rotated.resealed()).containsExactly(new Resealed("stuck secrets", 0, 7));
        assertThat(rotated.complete()).isFalse();
    }

    @Test
    void a_key_replaced_long_enough_ago_is_removed_by_the_next_rotation_on_every_node() throws Exception {
        Sealed old = nodeA.seal(RECORD, RECORD);
        Rotated first = (Rotated) rotation(this::nodesRead, secrets).run(progress);
        assertThat(first.retiredKeyIds()).doesNotContain(old.keyId());
        keys.clock.advance(REST.minusSeconds(1));

        Rotated early = (Rotated) rotation(this::nodesRead, secrets).run(progress);
        assertThat(early.olderKeyIds()).contains(old.keyId(), first.keyId());
        assertThat(nodeB.open(old, RECORD)).isEqualTo(RECORD);

        keys.clock.advance(Duration.ofSeconds(1));
        Rotated late = (Rotated) rotation(this::nodesRead, secrets).run(progress);
        nodesRead(Duration.ZERO);

        assertThat(late.retiredKeyIds()).contains(old.keyId()).doesNotContain(first.keyId(), early.keyId());
        assertThat(late.olderKeyIds()).contains(first.keyId(), early.keyId()).doesNotContain(old.keyId());
        for (KeyRing node : List.of(nodeA, nodeB, keys.node())) {
            assertThatThrownBy(() -> node.open(old, RECORD)).hasMessageContaining("no key");
            assertThatThrownBy(() -> node.derive("token", old.keyId())).hasMessageContaining("no key");
            assertThat(node.derive("token", first.keyId())).hasSize(32);
        }
    }

    @Test
    void a_key_that_still_protects_something_is_not_removed_however_old_it_is() throws Exception {
        int old = nodeA.currentKeyId();
        rotation(this::nodesRead, secrets).run(progress);
        keys.clock.advance(REST.multipliedBy(2));

        Rotated rotated =
                (Rotated) rotation(this::nodesRead, new StuckSecrets(progress)).run(progress);

        assertThat(rotated.retiredKeyIds()).isEmpty();
        assertThat(rotated.olderKeyIds()).contains(old);
        assertThat(nodeA.derive("token", old)).hasSize(32);
    }

    @Test
    void old_keys_can_be_removed_without_a_new_one() throws Exception {
        secrets.keep(3);
        int old = nodeA.currentKeyId();
        Rotated rotated = (Rotated) rotation(this::nodesRead, secrets).run(progress);
        keys.clock.advance(REST);

        Rotated retired = (Rotated) rotation(this::nodesRead, secrets).retire(progress);

        assertThat(retired.keyId()).isEqualTo(rotated.keyId());
        assertThat(retired.retiredKeyIds()).contains(old);
        assertThat(keys.vault.find().orElseThrow().ids()).containsExactly(rotated.keyId());
        nodesRead(Duration.ZERO);
        assertThat(secrets.holdsAll()).isTrue();
    }

    @Test
    void keys_replaced_by_an_earlier_version_of_the_service_rest_from_the_first_run_that_sees_them() throws Exception {
        int old = nodeA.currentKeyId();
        keys.rotate();
        keys.owner().update("DELETE FROM keyset_superseded");
        keys.clock.advance(REST.multipliedBy(2));

        assertThat(((Rotated) rotation(this::nodesRead, secrets).retire(progress)).retiredKeyIds())
                .doesNotContain(old);
        keys.clock.advance(REST);
        assertThat(((Rotated) rotation(this::nodesRead, secrets).retire(progress)).retiredKeyIds())
                .contains(old);
    }

    private RotateKeys rotation(Waiter waiter, Reseal... reseals) {
        return new RotateKeys(keys.vault, nodeA, List.of(reseals), SETTINGS, waiter, keys.clock);
    }

    private void nodesRead(Duration time) {
        nodeA.refresh();
        nodeB.refresh();
    }

    private void cutShort(Duration time) throws InterruptedException {
        throw new InterruptedException("the process dies");
    }

    private void assertBothRead(Sealed old) {
        for (KeyRing from : List.of(nodeA, nodeB)) {
            Sealed sealed = from.seal(RECORD, RECORD);
            for (KeyRing to : List.of(nodeA, nodeB)) {
                assertThat(to.open(sealed, RECORD)).isEqualTo(RECORD);
                assertThat(to.open(old, RECORD)).isEqualTo(RECORD);
                assertThat(to.derive("code", from.currentKeyId())).hasSize(32);
            }
        }
    }

    /** Values that nothing can put under another key, found once the new key is in use. */
    private record StuckSecrets(RecordedProgress progress) implements Reseal {

        @Override
        public String what() {
            return "stuck secrets";
        }

        @Override
        public int remaining() {
            return progress.lines.contains("in use") ? 7 : 0;
        }

        @Override
        public int batch(int limit) {
            return 0;
        }
    }
}
