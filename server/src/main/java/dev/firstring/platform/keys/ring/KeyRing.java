package dev.firstring.platform.keys.ring;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.firstring.platform.keys.DerivedKeys;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.platform.keys.UnusableKeys;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.keyset.Keysets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this node: AES-256-GCM for encryption at rest (ASVS 11.3.2), HKDF-SHA256 (RFC 5869) for derived keys. New
 * values use the primary key; old values can be read with every key that the database still has. A key id identifies a
 * pair of keys, one of each kind. All keys are replaced at once by {@link #refresh()}, which also runs when an unknown
 * key id is requested, but at most once a second, because key ids come from outside, too. Thread-safe.
 *
 * <p>Nonces are 96 random bits, which is safe for 2^32 encryptions per key (NIST SP 800-38D, 8.3).
 */
public final class KeyRing implements SecretBox, DerivedKeys {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int DERIVED_BYTES = 32;

    /**
     * Tink keeps a random number generator per thread. Creating one for each virtual thread, which serves a single
     * request, costs a tenth of a request, so encryption runs on a few platform threads.
     */
    private static final ExecutorService SEALING = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("sealing-", 0).factory());

    private final KeyVault vault;
    private final Clock clock;
    private final ReentrantLock searching = new ReentrantLock();
    private Instant lastSearch = Instant.EPOCH;
    private volatile Snapshot keys;

    /**
     * Loads the keys from the database, and generates them first if there are none.
     *
     * @throws UnusableKeys if the master key does not decrypt them, or they are damaged
     */
    public KeyRing(KeyVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
        this.keys = Snapshot.of(vault.findOrMake());
    }

    /**
     * Replaces the keys with those in the database. If this fails, the node keeps its current keys.
     *
     * @throws UnusableKeys if the keys in the database cannot be decrypted or are absent
     * @throws org.springframework.dao.DataAccessException if the database cannot be reached
     */
    public void refresh() {
        keys = Snapshot.of(vault.find()
                .orElseThrow(() -> new UnusableKeys("The table keyset is empty. Restore it from a backup.")));
    }

    @Override
    public int currentKeyId() {
        return keys.primary();
    }

    @Override
    public SecretBox.Sealed seal(byte[] plaintext, byte[] associatedData) {
        Snapshot now = keys;
        Aead aead = encryption(now, now.primary());
        try {
            return new SecretBox.Sealed(
                    now.primary(),
                    SEALING.submit(() -> aead.encrypt(plaintext, associatedData))
                            .get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("encryption under key " + now.primary() + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while encrypting", e);
        }
    }

    @Override
    public byte[] open(SecretBox.Sealed sealed, byte[] associatedData) {
        Aead aead = encryption(holding(sealed.keyId()), sealed.keyId());
        try {
            return aead.decrypt(sealed.ciphertext(), associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a ciphertext under key " + sealed.keyId()
                            + " does not open: it was changed, or it belongs to another record",
                    e);
        }
    }

    @Override
    public byte[] derive(String purpose, int keyId) {
        Prf root = holding(keyId).derivation(keyId);
        if (root == null) {
            throw unknown(keyId);
        }
        try {
            return root.compute(purpose.getBytes(StandardCharsets.UTF_8), DERIVED_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("derivation under key " + keyId + " failed", e);
        }
    }

    private static Aead encryption(Snapshot from, int keyId) {
        Aead aead = from.encryption(keyId);
        if (aead == null) {
            throw unknown(keyId);
        }
        return aead;
    }

    /**
     * Returns the keys, refreshed if they lack the given one. Concurrent callers wait for a refresh in progress and use
     * its result.
     */
    private Snapshot holding(int keyId) {
        Snapshot now = keys;
        if (now.has(keyId)) {
            return now;
        }
        searching.lock();
        try {
            if (!keys.has(keyId) && maySearch()) {
                refresh();
            }
            return keys;
        } finally {
            searching.unlock();
        }
    }

    private boolean maySearch() {
        Instant now = clock.instant();
        // A clock that is set back must not prevent the refresh.
        if (!now.isBefore(lastSearch) && now.isBefore(lastSearch.plus(PAUSE))) {
            return false;
        }
        lastSearch = now;
        return true;
    }

    private static IllegalStateException unknown(int keyId) {
        return new IllegalStateException("there is no key with id " + keyId);
    }

    /** An immutable snapshot of the keys, ready for use. Thread-safe. */
    private static final class Snapshot {

        private final int primary;
        private final Map<Integer, Aead> encryption;
        private final Map<Integer, Prf> derivation;

        private Snapshot(int primary, Map<Integer, Aead> encryption, Map<Integer, Prf> derivation) {
            this.primary = primary;
            this.encryption = Map.copyOf(encryption);
            this.derivation = Map.copyOf(derivation);
        }

        static Snapshot of(Keysets keysets) {
            try {
                Map<Integer, Aead> encryption = new HashMap<>();
                for (int index = 0; index < keysets.encryption().size(); index++) {
                    KeysetHandle.Entry entry = keysets.encryption().getAt(index);
                    encryption.put(entry.getId(), single(entry).getPrimitive(RegistryConfiguration.get(), Aead.class));
                }
                Map<Integer, Prf> derivation = keysets.derivation()
                        .getPrimitive(RegistryConfiguration.get(), PrfSet.class)
                        .getPrfs();
                return new Snapshot(keysets.primary(), encryption, derivation);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the keys of " + keysets + " cannot be used", e);
            }
        }

        int primary() {
            return primary;
        }

        boolean has(int keyId) {
            return encryption.containsKey(keyId);
        }

        @Nullable
        Aead encryption(int keyId) {
            return encryption.get(keyId);
        }

        @Nullable
        Prf derivation(int keyId) {
            return derivation.get(keyId);
        }

        /** A keyset with a single key, so that a ciphertext is decrypted only with the key that it names. */
        private static KeysetHandle single(KeysetHandle.Entry entry) throws GeneralSecurityException {
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(entry.getKey())
                            .withFixedId(entry.getId())
                            .makePrimary())
                    .build();
        }
    }
}
