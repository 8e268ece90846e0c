package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.HkdfPrfParameters;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The two keysets, which change together: each id identifies a pair of keys, one for encryption and one for derivation,
 * and both have the same primary id, the key for new values. Older keys are kept for values made under them.
 *
 * <p>A new pair is introduced in two steps, so that no node encounters a value under a key that it has not loaded:
 * first it is {@linkplain #withNext(int) added} at the end of the list and, when every node has loaded it, {@linkplain
 * #nextMadePrimary() made primary}. Immutable, thread-safe.
 *
 * <p>Ciphertexts have no prefix (Tink's RAW variant): the key id is in a column of its own, which a rotation selects
 * by, and a second copy inside the ciphertext could only disagree with it.
 *
 * @param version the number of changes, from 1
 */
public record Keysets(long version, KeysetHandle encryption, KeysetHandle derivation) {

    private static final Parameters ENCRYPTION;
    private static final Parameters DERIVATION;

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

    public Keysets {
        if (version < 1) {
            throw new IllegalArgumentException("a version is 1 or more, not " + version);
        }
        if (!ids(encryption).equals(ids(derivation))
                || encryption.getPrimary().getId() != derivation.getPrimary().getId()) {
            throw new IllegalArgumentException("the two keysets do not hold the same key ids");
        }
    }

    /** Keysets with a single new pair of keys. */
    static Keysets first(int id) {
        return new Keysets(
                1,
                append(KeysetHandle.newBuilder(), ENCRYPTION, id, true),
                append(KeysetHandle.newBuilder(), DERIVATION, id, true));
    }

    /** The id of the pair for new values. */
    public int primary() {
        return encryption.getPrimary().getId();
    }

    /** All ids, oldest first. */
    public List<Integer> ids() {
        return ids(encryption);
    }

    /** The id of the pair that was added and is not primary yet; empty if there is none. */
    public OptionalInt next() {
        int last = ids().getLast();
        return last == primary() ? OptionalInt.empty() : OptionalInt.of(last);
    }

    /** The ids of the pairs that used to be primary and are kept for reading, oldest first. */
    public List<Integer> superseded() {
        return ids().stream()
                .filter(id -> id != primary())
                .filter(id -> next().isEmpty() || id != next().getAsInt())
                .toList();
    }

    /** These keysets with a new pair that is not primary yet. */
    Keysets withNext(int id) {
        return new Keysets(
                version + 1,
                append(KeysetHandle.newBuilder(encryption), ENCRYPTION, id, false),
                append(KeysetHandle.newBuilder(derivation), DERIVATION, id, false));
    }

    /** These keysets with the last pair as the primary. */
    Keysets nextMadePrimary() {
        return new Keysets(version + 1, lastMadePrimary(encryption), lastMadePrimary(derivation));
    }

    /**
     * These keysets without some superseded pairs.
     *
     * @throws IllegalArgumentException if {@code retired} contains the primary pair or the next one
     */
    Keysets without(Set<Integer> retired) {
        if (retired.contains(primary()) || next().stream().anyMatch(retired::contains)) {
            throw new IllegalArgumentException("a key in use cannot be retired: " + retired);
        }
        return new Keysets(version + 1, without(encryption, retired), without(derivation, retired));
    }

    private static List<Integer> ids(KeysetHandle keyset) {
        return IntStream.range(0, keyset.size())
                .mapToObj(index -> keyset.getAt(index).getId())
                .toList();
    }

    private static KeysetHandle append(KeysetHandle.Builder keyset, Parameters parameters, int id, boolean primary) {
        KeysetHandle.Builder.Entry entry =
                KeysetHandle.generateEntryFromParameters(parameters).withFixedId(id);
        return build(keyset.addEntry(primary ? entry.makePrimary() : entry));
    }

    private static KeysetHandle lastMadePrimary(KeysetHandle keyset) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(builder.size() - 1).makePrimary();
        return build(builder);
    }

    private static KeysetHandle without(KeysetHandle keyset, Set<Integer> ids) {
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

    @Override
    public String toString() {
        return "Keysets[version=" + version + ", ids=" + ids() + ", primary=" + primary() + "]";
    }
}
