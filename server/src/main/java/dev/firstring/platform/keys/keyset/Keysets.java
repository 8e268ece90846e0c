package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.KeysetHandle;
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
 * @param version the number of changes, from 1
 */
public record Keysets(long version, KeysetHandle encryption, KeysetHandle derivation) {

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
                NewKeys.append(KeysetHandle.newBuilder(), NewKeys.ENCRYPTION, id, true),
                NewKeys.append(KeysetHandle.newBuilder(), NewKeys.DERIVATION, id, true));
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
                NewKeys.append(KeysetHandle.newBuilder(encryption), NewKeys.ENCRYPTION, id, false),
                NewKeys.append(KeysetHandle.newBuilder(derivation), NewKeys.DERIVATION, id, false));
    }

    /** These keysets with the last pair as the primary. */
    Keysets nextMadePrimary() {
        return new Keysets(version + 1, NewKeys.lastMadePrimary(encryption), NewKeys.lastMadePrimary(derivation));
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
        return new Keysets(version + 1, NewKeys.without(encryption, retired), NewKeys.without(derivation, retired));
    }

    private static List<Integer> ids(KeysetHandle keyset) {
        return IntStream.range(0, keyset.size())
                .mapToObj(index -> keyset.getAt(index).getId())
                .toList();
    }

    @Override
    public String toString() {
        return "Keysets[version=" + version + ", ids=" + ids() + ", primary=" + primary() + "]";
    }
}
