package dev.firstring.platform.keys.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.ring.KeyRing;
import dev.firstring.platform.keys.rotation.RotationOutcome.Overtaken;
import dev.firstring.platform.keys.rotation.RotationOutcome.Resealed;
import dev.firstring.platform.keys.rotation.RotationOutcome.Rotated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Rotations that are cut short, overtaken, or run beside others. */
class InterruptedRotationTest extends RotationFixture {

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
        RotateKeys.Waiter waiter = time -> {
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

    private void cutShort(Duration time) throws InterruptedException {
        throw new InterruptedException("the process dies");
    }
}
