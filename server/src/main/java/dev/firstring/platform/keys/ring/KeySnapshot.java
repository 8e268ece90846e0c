package dev.firstring.platform.keys.ring;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfSet;
import dev.firstring.platform.keys.keyset.Keysets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of the keys, ready for use. Thread-safe. */
final class KeySnapshot {

    private final int primary;
    private final Map<Integer, Aead> encryption;
    private final Map<Integer, Prf> derivation;

    private KeySnapshot(int primary, Map<Integer, Aead> encryption, Map<Integer, Prf> derivation) {
        this.primary = primary;
        this.encryption = Map.copyOf(encryption);
        this.derivation = Map.copyOf(derivation);
    }

    static KeySnapshot of(Keysets keysets) {
        try {
            Map<Integer, Aead> encryption = new HashMap<>();
            for (int index = 0; index < keysets.encryption().size(); index++) {
                KeysetHandle.Entry entry = keysets.encryption().getAt(index);
                encryption.put(entry.getId(), single(entry).getPrimitive(RegistryConfiguration.get(), Aead.class));
            }
            Map<Integer, Prf> derivation = keysets.derivation()
                    .getPrimitive(RegistryConfiguration.get(), PrfSet.class)
                    .getPrfs();
            return new KeySnapshot(keysets.primary(), encryption, derivation);
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
