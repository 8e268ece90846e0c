package dev.firstring.platform.keys.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.platform.keys.ring.KeyRing;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RotateKeysTest extends RotationFixture {

    private static final byte[] RECORD = "record".getBytes(UTF_8);

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
        SecretBox.Sealed old = nodeA.seal(RECORD, RECORD);
        List<Integer> used = new ArrayList<>();
        RotateKeys.Waiter waiter = time -> {
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
    void a_key_replaced_long_enough_ago_is_removed_by_the_next_rotation_on_every_node() throws Exception {
        SecretBox.Sealed old = nodeA.seal(RECORD, RECORD);
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

    private void assertBothRead(SecretBox.Sealed old) {
        for (KeyRing from : List.of(nodeA, nodeB)) {
            SecretBox.Sealed sealed = from.seal(RECORD, RECORD);
            for (KeyRing to : List.of(nodeA, nodeB)) {
                assertThat(to.open(sealed, RECORD)).isEqualTo(RECORD);
                assertThat(to.open(old, RECORD)).isEqualTo(RECORD);
                assertThat(to.derive("code", from.currentKeyId())).hasSize(32);
            }
        }
    }
}
