package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.firstring.platform.keys.UnusableKeys;
import dev.firstring.platform.keys.master.MasterKey;
import java.security.GeneralSecurityException;

/** Encrypts keysets under the master key, each bound to its name. Thread-safe. */
final class KeysetCipher {

    private final MasterKey masterKey;

    KeysetCipher(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    StoredKeysets seal(Keysets keysets) {
        return new StoredKeysets(
                keysets.version(),
                seal(keysets.encryption(), KeysetName.ENCRYPTION),
                seal(keysets.derivation(), KeysetName.DERIVATION));
    }

    /** @throws UnusableKeys if they were encrypted under another master key, or were changed */
    Keysets open(StoredKeysets stored) {
        KeysetHandle encryption = open(stored.encryption(), KeysetName.ENCRYPTION);
        KeysetHandle derivation = open(stored.derivation(), KeysetName.DERIVATION);
        try {
            return new Keysets(stored.version(), encryption, derivation);
        } catch (IllegalArgumentException e) {
            throw new UnusableKeys("The table keyset was changed by hand: " + e.getMessage() + ". Restore it.", e);
        }
    }

    private byte[] seal(KeysetHandle keyset, KeysetName name) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    keyset, masterKey.aead(), name.associatedData(), RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset " + name.column() + " cannot be encrypted", e);
        }
    }

    private KeysetHandle open(byte[] sealed, KeysetName name) {
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
}
