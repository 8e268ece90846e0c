package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.HkdfPrfParameters;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The parameters of the keys, and the construction of keysets.
 *
 * <p>Ciphertexts have no prefix (Tink's RAW variant): the key id is in a column of its own, which a rotation selects
 * by, and a second copy inside the ciphertext could only disagree with it.
 */
final class NewKeys {

    static final Parameters ENCRYPTION;
    static final Parameters DERIVATION;

    static {
        try {
            ENCRYPTION = AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            DERIVATION = HkdfPrfParameters.builder()
                    .setKeySizeBytes(32)
                    .setHashType(HkdfPrfParameters.HashType.SHA256)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private NewKeys() {}

    static KeysetHandle append(KeysetHandle.Builder keyset, Parameters parameters, int id, boolean primary) {
        KeysetHandle.Builder.Entry entry =
                KeysetHandle.generateEntryFromParameters(parameters).withFixedId(id);
        return build(keyset.addEntry(primary ? entry.makePrimary() : entry));
    }

    static KeysetHandle lastMadePrimary(KeysetHandle keyset) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(builder.size() - 1).makePrimary();
        return build(builder);
    }

    static KeysetHandle without(KeysetHandle keyset, Set<Integer> ids) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        for (int index = builder.size() - 1; index >= 0; index--) {
            if (ids.contains(keyset.getAt(index).getId())) {
                builder.deleteAt(index);
            }
        }
        return build(builder);
    }

    private static KeysetHandle build(KeysetHandle.Builder builder) {
        try {
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset cannot be built", e);
        }
    }
}
