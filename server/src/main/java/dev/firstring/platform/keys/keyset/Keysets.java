package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.KeysetHandle;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The two keysets. They change together: each id names a pair of keys, one to encrypt with and one to derive from, and
 * both have the same primary, the key for new things. Older keys are kept for what was made under them.
 *
 * <p>A new pair comes in two steps, so that no node meets a thing made under a key that it does not know: first
 * {@linkplain #withNext(int) added}, as the last of the list, and, when every node has read it,
 * {@linkplain #nextMadePrimary() made primary}. Immutable, thread-safe.
 *
 * @param version how often they were changed, from 1
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

    /** Keysets of one new pair of keys. */
    static Keysets first(int id) {
        return new Keysets(
                1,
                NewKeys.append(KeysetHandle.newBuilder(), NewKeys.ENCRYPTION, id, true),
                NewKeys.append(KeysetHandle.newBuilder(), NewKeys.DERIVATION, id, true));
    }

    /** The id of the keys for new things. */
    public int primary() {
        return encryption.getPrimary().getId();
    }

    /** All ids, oldest first. */
    public List<Integer> ids() {
        return ids(encryption);
    }

    /** The id of a pair that was added and is not yet primary, if there is one. */
    public OptionalInt next() {
        int last = ids().getLast();
        return last == primary() ? OptionalInt.empty() : OptionalInt.of(last);
    }

    /** The ids of the pairs that were primary once and are kept for what was made under them, oldest first. */
    public List<Integer> superseded() {
        return ids().stream()
                .filter(id -> id != primary())
                .filter(id -> next().isEmpty() || id != next().getAsInt())
                .toList();
    }

    /** These keysets and a new pair that is not yet primary. */
    Keysets withNext(int id) {
        return new Keysets(
                version + 1,
                NewKeys.append(KeysetHandle.newBuilder(encryption), NewKeys.ENCRYPTION, id, false),
                NewKeys.append(KeysetHandle.newBuilder(derivation), NewKeys.DERIVATION, id, false));
    }

    /** These keysets with the last pair as the primary one. */
    Keysets nextMadePrimary() {
        return new Keysets(version + 1, NewKeys.lastMadePrimary(encryption), NewKeys.lastMadePrimary(derivation));
    }

    /**
     * These keysets without some older pairs.
     *
     * @throws IllegalArgumentException if the primary pair or the one that follows it is among them
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
