package dev.firstring.sipserver.drift.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.drift.compare.SeenAccounts.Candidate;
import dev.firstring.sipserver.drift.compare.SeenAccounts.SliceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SeenAccountsPropertyTest {

    private static final UUID RUN = UUID.fromString("0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b");

    @Property(tries = 200)
    void it_tells_exactly_which_were_seen_whatever_share_of_them_was(
            @ForAll @IntRange(max = 1000) int count,
            @ForAll @DoubleRange(max = 1) double share,
            @ForAll @DoubleRange(max = 1) double revoked,
            @ForAll Random random) {
        List<CredentialId> ids = ids(count, random);
        List<CredentialId> listed =
                ids.stream().filter(id -> random.nextDouble() < share).toList();
        List<Candidate> all = ids.stream()
                .map(id -> new Candidate(id, random.nextDouble() < revoked))
                .toList();

        assertThat(unseen(seen(ids, listed, random), all))
                .containsExactlyElementsOf(all.stream()
                        .filter(one -> !one.revoked() && !listed.contains(one.id()))
                        .map(Candidate::id)
                        .toList());
    }

    @Property(tries = 200)
    void one_that_was_not_listed_is_never_hidden_by_others_that_were_listed_often(
            @ForAll @IntRange(min = 1, max = 600) int count, @ForAll Random random) {
        List<CredentialId> ids = ids(count, random);
        List<CredentialId> listed = new ArrayList<>();
        ids.forEach(id -> IntStream.range(0, random.nextInt(4)).forEach(time -> listed.add(id)));

        List<CredentialId> unseen = unseen(
                seen(ids, listed, random),
                ids.stream().map(SeenAccountsPropertyTest::good).toList());

        assertThat(unseen)
                .containsExactlyElementsOf(ids.stream()
                        .filter(id -> Collections.frequency(listed, id) % 2 == 0)
                        .toList());
    }

    @Property(tries = 50)
    void accounts_that_come_later_change_nothing(
            @ForAll @IntRange(max = 500) int count, @ForAll @IntRange(max = 500) int later, @ForAll Random random) {
        List<CredentialId> ids = ids(count + later, random);
        List<CredentialId> before = ids.subList(0, count);
        List<CredentialId> lost =
                before.stream().filter(id -> random.nextInt(100) == 0).toList();
        List<CredentialId> listed =
                ids.stream().filter(id -> !lost.contains(id)).toList();

        assertThat(unseen(
                        seen(before, listed, random),
                        ids.stream().map(SeenAccountsPropertyTest::good).toList()))
                .containsExactlyElementsOf(lost);
    }

    @Property(tries = 50)
    void where_a_credential_was_deleted_all_of_its_slice_are_suspects(
            @ForAll @IntRange(min = 2, max = 500) int count, @ForAll Random random) {
        List<CredentialId> ids = ids(count, random);
        int gone = random.nextInt(count);
        List<CredentialId> left =
                ids.stream().filter(id -> !id.equals(ids.get(gone))).toList();
        int slice = gone / SeenAccounts.SLICE * SeenAccounts.SLICE;

        assertThat(unseen(
                        seen(ids, ids, random),
                        left.stream().map(SeenAccountsPropertyTest::good).toList()))
                .containsExactlyElementsOf(ids.subList(slice, Math.min(slice + SeenAccounts.SLICE, count)).stream()
                        .filter(left::contains)
                        .toList());
    }

    /** More than a sum can tell apart, so that there is no answer: then none is taken for seen. */
    @Property(tries = 20)
    void ids_that_begin_alike_share_a_slice_and_are_suspects_once_one_is_missing(
            @ForAll @IntRange(min = 257, max = 400) int count, @ForAll Random random) {
        List<CredentialId> ids = IntStream.range(0, count)
                .mapToObj(n -> new CredentialId(new UUID(7, n)))
                .toList();
        List<Candidate> all = ids.stream().map(SeenAccountsPropertyTest::good).toList();

        assertThat(unseen(seen(ids, ids, random), all)).isEmpty();
        assertThat(unseen(seen(ids, ids.subList(1, count), random), all)).containsExactlyElementsOf(ids);
    }

    /** Lists the accounts in any order; half-way it is kept, and another node goes on. */
    private static SeenAccounts seen(List<CredentialId> cut, List<CredentialId> listed, Random random) {
        long[] bounds = IntStream.range(0, cut.size())
                .filter(n -> (n + 1) % SeenAccounts.SLICE == 0 || n + 1 == cut.size())
                .mapToLong(n -> cut.get(n).value().getMostSignificantBits())
                .distinct()
                .toArray();
        List<CredentialId> order = new ArrayList<>(listed);
        Collections.shuffle(order, random);
        SeenAccounts seen = SeenAccounts.none(RUN, bounds);
        for (int n = 0; n < order.size(); n++) {
            if (n == order.size() / 2) {
                seen = SeenAccounts.of(RUN, seen.bounds(), seen.sums());
            }
            seen.add(order.get(n));
        }
        return seen;
    }

    /** As a run asks: by ranges of slices, each of which has all credentials of its slices. */
    private static List<CredentialId> unseen(SeenAccounts seen, List<Candidate> all) {
        TreeMap<UUID, Candidate> table = new TreeMap<>(BY_BYTES);
        all.forEach(one -> table.put(one.id().value(), one));
        List<CredentialId> unseen = new ArrayList<>();
        Optional<SliceRange> slices = seen.slices("", 2);
        while (slices.isPresent()) {
            SliceRange here = slices.get();
            unseen.addAll(seen.unseen(List.copyOf(
                    table.subMap(here.above(), false, here.upTo(), true).values())));
            slices = here.last() ? Optional.empty() : seen.slices(here.cursor(), 2);
        }
        return unseen;
    }

    /** The order of PostgreSQL. */
    private static final Comparator<UUID> BY_BYTES = Comparator.<UUID, Long>comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static Candidate good(CredentialId id) {
        return new Candidate(id, false);
    }

    /** In order, from a time whose ids are above the middle of all. */
    private static List<CredentialId> ids(int count, Random random) {
        List<CredentialId> ids = new ArrayList<>();
        long moment = 0x7fff_ffff_ff00L + random.nextInt(512);
        for (int n = 0; n < count; n++) {
            moment += 1 + random.nextInt(3);
            ids.add(new CredentialId(
                    new UUID(moment << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() | Long.MIN_VALUE)));
        }
        return ids;
    }
}
