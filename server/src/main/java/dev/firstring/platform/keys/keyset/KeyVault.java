package dev.firstring.platform.keys.keyset;

import dev.firstring.platform.keys.UnusableKeys;
import dev.firstring.platform.keys.master.MasterKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The keysets of the database, opened with the master key: to know a key takes both. Thread-safe, also between nodes:
 * every change is compare-and-set on the version.
 */
public final class KeyVault {

    private final KeysetStore store;
    private final KeysetCipher cipher;
    private final Clock clock;
    private final SecureRandom random;

    public KeyVault(
            JdbcTemplate jdbc,
            TransactionOperations transactions,
            MasterKey masterKey,
            Clock clock,
            SecureRandom random) {
        Algorithms.register();
        this.store = new KeysetStore(jdbc, transactions);
        this.cipher = new KeysetCipher(masterKey);
        this.clock = clock;
        this.random = random;
    }

    /**
     * The keysets, if they were made already.
     *
     * @throws UnusableKeys if the master key does not open them, or they were damaged
     */
    public Optional<Keysets> find() {
        return store.find().map(cipher::open);
    }

    /**
     * The keysets, made first if there are none. Nodes that start at once end with the same ones.
     *
     * @throws UnusableKeys as {@link #find()}
     */
    public Keysets findOrMake() {
        return find().orElseGet(() -> {
            store.insertIfAbsent(cipher.seal(Keysets.first(newId())), clock.instant());
            return find().orElseThrow(() -> new IllegalStateException("the keysets are gone right after being made"));
        });
    }

    /**
     * Adds a new pair of keys, which is not yet for new things.
     *
     * @return the keysets with it; empty if somebody else changed them since they were read
     */
    public Optional<Keysets> addNext(Keysets current) {
        int id = newId();
        while (current.ids().contains(id)) {
            id = newId();
        }
        return replace(current.withNext(id));
    }

    /**
     * Makes the pair that was added last the one for new things.
     *
     * @return the changed keysets; empty if somebody else changed them since they were read
     */
    public Optional<Keysets> makeNextPrimary(Keysets current) {
        return replace(current.nextMadePrimary());
    }

    /**
     * The older keys that have not been used for new things for at least {@code rest}. The count begins when a rotation
     * replaced the key, or with this call for a key that an earlier version of the service replaced.
     */
    public Set<Integer> supersededFor(Duration rest, Keysets current) {
        Instant now = clock.instant();
        List<Integer> older = current.superseded();
        store.markSuperseded(older, now);
        Set<Integer> rested = new HashSet<>(store.supersededBefore(now.minus(rest)));
        rested.retainAll(older);
        return rested;
    }

    /**
     * Removes older pairs of keys for good: nothing that was made under them can be read or checked from then on.
     *
     * @return the keysets without them; empty if somebody else changed them since they were read
     */
    public Optional<Keysets> retire(Keysets current, Set<Integer> ids) {
        return replace(current.without(ids));
    }

    private Optional<Keysets> replace(Keysets next) {
        return store.replace(cipher.seal(next), next.superseded(), clock.instant())
                ? Optional.of(next)
                : Optional.empty();
    }

    /** Random, so that a database restored from a backup never gives the id of a lost key to another key. */
    private int newId() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }
}
