package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import dev.firstring.platform.keys.UnusableKeys;
import dev.firstring.platform.keys.master.MasterKey;
import java.security.GeneralSecurityException;
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
 * The keysets in the database, decrypted with the master key: reading a key requires both. Every change is a
 * compare-and-set on the version. Thread-safe, also between nodes.
 */
public final class KeyVault {

    private final KeysetStore store;
    private final MasterKey masterKey;
    private final Clock clock;
    private final SecureRandom random;

    public KeyVault(
            JdbcTemplate jdbc,
            TransactionOperations transactions,
            MasterKey masterKey,
            Clock clock,
            SecureRandom random) {
        registerAlgorithms();
        this.store = new KeysetStore(jdbc, transactions);
        this.masterKey = masterKey;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The keysets; empty if they have not been generated yet.
     *
     * @throws UnusableKeys if the master key does not decrypt them, or they are damaged
     */
    public Optional<Keysets> find() {
        return store.find().map(this::open);
    }

    /**
     * The keysets, generated first if there are none. Nodes that start concurrently end up with the same keysets.
     *
     * @throws UnusableKeys as {@link #find()}
     */
    public Keysets findOrMake() {
        return find().orElseGet(() -> {
            store.insertIfAbsent(seal(Keysets.first(newId())), clock.instant());
            return find().orElseThrow(() -> new IllegalStateException("the keysets are gone right after being made"));
        });
    }

    /**
     * Adds a new pair of keys that is not primary yet.
     *
     * @return the changed keysets; empty if they were changed concurrently since they were read
     */
    public Optional<Keysets> addNext(Keysets current) {
        int id = newId();
        while (current.ids().contains(id)) {
            id = newId();
        }
        return replace(current.withNext(id));
    }

    /**
     * Makes the pair that was added last the primary one.
     *
     * @return the changed keysets; empty if they were changed concurrently since they were read
     */
    public Optional<Keysets> makeNextPrimary(Keysets current) {
        return replace(current.nextMadePrimary());
    }

    /**
     * The ids of superseded keys that have not been primary for at least {@code rest}. The time counts from the
     * rotation that replaced the key, or from this call for keys that an earlier version of the service replaced.
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
     * Permanently removes superseded pairs of keys: values made under them can no longer be decrypted or verified.
     *
     * @return the changed keysets; empty if they were changed concurrently since they were read
     */
    public Optional<Keysets> retire(Keysets current, Set<Integer> ids) {
        return replace(current.without(ids));
    }

    private Optional<Keysets> replace(Keysets next) {
        return store.replace(seal(next), next.superseded(), clock.instant()) ? Optional.of(next) : Optional.empty();
    }

    /** Random, so that after a restore from a backup a new key never gets the id of a lost one. */
    private int newId() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }

    /** Encrypts keysets under the master key, each bound to its name. */
    KeysetStore.Stored seal(Keysets keysets) {
        return new KeysetStore.Stored(
                keysets.version(),
                seal(keysets.encryption(), KeysetStore.Name.ENCRYPTION),
                seal(keysets.derivation(), KeysetStore.Name.DERIVATION));
    }

    /** @throws UnusableKeys if they were encrypted under another master key, or were changed */
    private Keysets open(KeysetStore.Stored stored) {
        KeysetHandle encryption = open(stored.encryption(), KeysetStore.Name.ENCRYPTION);
        KeysetHandle derivation = open(stored.derivation(), KeysetStore.Name.DERIVATION);
        try {
            return new Keysets(stored.version(), encryption, derivation);
        } catch (IllegalArgumentException e) {
            throw new UnusableKeys("The table keyset was changed by hand: " + e.getMessage() + ". Restore it.", e);
        }
    }

    private byte[] seal(KeysetHandle keyset, KeysetStore.Name name) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    keyset, masterKey.aead(), name.associatedData(), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset " + name.column() + " cannot be encrypted", e);
        }
    }

    private KeysetHandle open(byte[] sealed, KeysetStore.Name name) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(
                    sealed, masterKey.aead(), name.associatedData(), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new UnusableKeys(
                    "The master key does not open the keyset '" + name.column()
                            + "' in the database. Either it is not the master key that this database was made with, or"
                            + " the row was damaged. Set the right master key, or restore the table keyset from a"
                            + " backup.",
                    e);
        }
    }

    /** Registers the algorithms with Tink, which is required before any key is read, generated or used. Idempotent. */
    private static void registerAlgorithms() {
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks an algorithm that the keys need", e);
        }
    }
}
