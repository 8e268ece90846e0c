package dev.firstring.platform.keys.rotation;

import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.Reseal;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.keyset.Keysets;
import dev.firstring.platform.keys.ring.KeyRing;
import dev.firstring.platform.keys.rotation.RotationOutcome.Overtaken;
import dev.firstring.platform.keys.rotation.RotationOutcome.Resealed;
import dev.firstring.platform.keys.rotation.RotationOutcome.Rotated;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rotates the keys without downtime: adds a new key, waits until every node has loaded it, makes it primary, waits
 * until every node uses it, and then re-encrypts stored values. Each step is committed before the next begins, so the
 * next run continues an interrupted rotation. Older keys are kept for reading until no value made under them can still
 * be valid; the first rotation after that removes them, so that a root key that leaks with an old backup becomes
 * useless.
 *
 * <p>Two concurrent rotations are safe: only one of them takes each step, and the other returns {@link Overtaken}.
 */
public final class RotateKeys {

    /** The number of values that are re-encrypted in one transaction. */
    static final int BATCH = 500;

    private final KeyVault vault;
    private final KeyRing ring;
    private final List<Reseal> reseals;
    private final KeySettings settings;
    private final Waiter waiter;
    private final Clock clock;

    public RotateKeys(
            KeyVault vault, KeyRing ring, List<Reseal> reseals, KeySettings settings, Waiter waiter, Clock clock) {
        this.vault = vault;
        this.ring = ring;
        this.reseals = List.copyOf(reseals);
        this.settings = settings;
        this.waiter = waiter;
        this.clock = clock;
    }

    /**
     * Rotates the keys, or continues an interrupted rotation.
     *
     * @throws InterruptedException if interrupted while it waits; the next run continues
     */
    public RotationOutcome run(RotationProgress progress) throws InterruptedException {
        Optional<Keysets> keysets = begin(vault.findOrMake(), progress);
        if (keysets.isPresent() && keysets.get().next().isPresent()) {
            letNodesRead(progress);
            keysets = vault.makeNextPrimary(keysets.get());
        }
        if (keysets.isEmpty()) {
            return new Overtaken();
        }
        Keysets current = keysets.get();
        progress.inUse(current.primary());
        letNodesRead(progress);
        return finish(current, progress);
    }

    /**
     * Re-encrypts stored values under the primary key and removes expired older keys, without adding a key. An
     * interrupted rotation is left to the next {@link #run}.
     */
    public RotationOutcome retire(RotationProgress progress) {
        ring.refresh();
        return finish(vault.findOrMake(), progress);
    }

    private RotationOutcome finish(Keysets current, RotationProgress progress) {
        List<Resealed> resealed = new ArrayList<>();
        for (Reseal reseal : reseals) {
            resealed.add(reseal(reseal, progress));
        }
        Set<Integer> retired = vault.supersededFor(settings.retireAfter(), current);
        if (retired.isEmpty() || resealed.stream().anyMatch(one -> one.left() > 0)) {
            return new Rotated(current.primary(), current.superseded(), List.of(), resealed);
        }
        return vault.retire(current, retired)
                .<RotationOutcome>map(left -> new Rotated(
                        current.primary(), left.superseded(), List.copyOf(new TreeSet<>(retired)), resealed))
                .orElseGet(Overtaken::new);
    }

    /** The keysets to continue with: unchanged if a rotation was interrupted, otherwise with a new key. */
    private Optional<Keysets> begin(Keysets found, RotationProgress progress) {
        ring.refresh();
        if (found.next().isPresent()) {
            progress.continued(found.next().getAsInt());
            return Optional.of(found);
        }
        if (reseals.stream().anyMatch(reseal -> reseal.remaining() > 0)) {
            progress.continued(found.primary());
            return Optional.of(found);
        }
        Optional<Keysets> added = vault.addNext(found);
        added.ifPresent(keysets -> progress.added(keysets.next().orElseThrow()));
        return added;
    }

    /**
     * Waits for two refresh intervals, so that a node with a refresh in progress completes it and starts another one.
     */
    private void letNodesRead(RotationProgress progress) throws InterruptedException {
        Duration time = settings.refresh().multipliedBy(2);
        progress.waiting(time);
        waiter.await(time);
        ring.refresh();
    }

    private Resealed reseal(Reseal reseal, RotationProgress progress) {
        Duration start = Duration.ofMillis(clock.millis());
        int total = reseal.remaining();
        int done = 0;
        int batch = reseal.batch(BATCH);
        while (batch > 0) {
            done += batch;
            progress.resealed(
                    reseal.what(),
                    done,
                    Math.max(done, total),
                    Duration.ofMillis(clock.millis()).minus(start));
            batch = reseal.batch(BATCH);
        }
        return new Resealed(reseal.what(), done, reseal.remaining());
    }

    /** Waits for a given time. */
    @FunctionalInterface
    public interface Waiter {

        /** Blocks for the given time. */
        void await(Duration time) throws InterruptedException;
    }
}
