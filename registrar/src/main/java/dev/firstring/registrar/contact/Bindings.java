package dev.firstring.registrar.contact;

import dev.firstring.registrar.account.AddressOfRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of this process (RFC 3261, section 10.3). Bounded: if an address exceeds its limit, its contact with the
 * oldest refresh is evicted, so that a phone that restarts often is not locked out. If the total limit is reached, new
 * contacts are rejected. Thread-safe.
 */
public final class Bindings {

    private static final Comparator<Binding> LAST_FIRST =
            Comparator.comparing(Binding::refreshed).reversed();

    private final Clock clock;
    private final int mostOfOne;
    private final int mostOfAll;
    private final TreeMap<AddressOfRecord, List<Binding>> addresses = new TreeMap<>();
    private RemovalListener removals = (aor, removed) -> {};
    private int count;

    /**
     * Creates an empty store.
     *
     * @param mostOfOne the maximum number of contacts per address
     * @param mostOfAll the maximum number of contacts in total
     */
    public Bindings(Clock clock, int mostOfOne, int mostOfAll) {
        this.clock = clock;
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
    }

    /** Is told which contacts were removed before they have expired. Called under the lock of the store: it must not block. */
    @FunctionalInterface
    public interface RemovalListener {

        void removed(AddressOfRecord aor, List<Binding> removed);
    }

    /** Sets who is told of removed contacts. */
    public synchronized void whenRemoved(RemovalListener listener) {
        removals = listener;
    }

    /** Applies the change that a phone requests. */
    public synchronized Changed change(AddressOfRecord aor, Change change) {
        Instant now = clock.instant();
        List<Binding> live = live(aor, now);
        return switch (change) {
            case Change.Query query -> new Changed.Done(live, List.of());
            case Change.EndAll(Binding.Call call) ->
                live.stream().anyMatch(held -> call.isOvertaken(held.call()))
                        ? new Changed.Overtaken()
                        : keep(aor, List.of(), List.of());
            case Change.Update update -> update(aor, update, live, now);
        };
    }

    /** The live contacts of an address, most recently refreshed first. */
    public synchronized List<Binding> of(AddressOfRecord aor) {
        return live(aor, clock.instant());
    }

    /** Removes the contact with that key; false if there is none. */
    public synchronized boolean end(AddressOfRecord aor, String key) {
        List<Binding> live = live(aor, clock.instant());
        List<Binding> left =
                live.stream().filter(held -> !held.contact().key().equals(key)).toList();
        keep(aor, left, List.of());
        return left.size() < live.size();
    }

    /** Removes all contacts of an address. */
    public synchronized void endAll(AddressOfRecord aor) {
        keep(aor, List.of(), List.of());
    }

    /** Removes all contacts. */
    public synchronized void clear() {
        addresses.clear();
        count = 0;
    }

    /** The number of live contacts of all addresses. */
    public synchronized int live() {
        dropExpired(clock.instant());
        return count;
    }

    /**
     * Returns the addresses with a live contact, in order.
     *
     * @param after the last address of the previous page; null for the first page
     * @param limit the maximum number of addresses
     */
    public synchronized List<AddressOfRecord> addresses(@Nullable AddressOfRecord after, int limit) {
        Instant now = clock.instant();
        SortedMap<AddressOfRecord, List<Binding>> rest = after == null ? addresses : addresses.tailMap(after, false);
        return rest.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(held -> held.isLive(now)))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Changed update(AddressOfRecord aor, Change.Update update, List<Binding> live, Instant now) {
        List<Binding> after = new ArrayList<>(live);
        List<Binding> registered = new ArrayList<>();
        for (Change.Wish wish : update.wishes()) {
            Binding held = held(live, wish.contact());
            if (held != null && update.call().isOvertaken(held.call())) {
                return new Changed.Overtaken();
            }
            after.removeIf(other -> other.contact().key().equals(wish.contact().key()));
            if (wish.life().isPositive()) {
                Binding binding = new Binding(
                        wish.contact(), update.userAgent(), update.flow(), update.call(), now, now.plus(wish.life()));
                after.add(binding);
                registered.add(binding);
            }
        }
        if (registered.size() > mostOfOne) {
            return new Changed.Full();
        }
        while (after.size() > mostOfOne) {
            after.removeFirst();
        }
        if (after.size() > live.size() && !hasRoomFor(after.size() - live.size(), now)) {
            return new Changed.Full();
        }
        return keep(aor, after, registered);
    }

    private static @Nullable Binding held(List<Binding> live, Binding.Contact contact) {
        return live.stream()
                .filter(other -> other.contact().key().equals(contact.key()))
                .findFirst()
                .orElse(null);
    }

    private boolean hasRoomFor(int more, Instant now) {
        if (count + more > mostOfAll) {
            dropExpired(now);
        }
        return count + more <= mostOfAll;
    }

    private Changed keep(AddressOfRecord aor, List<Binding> bindings, List<Binding> registered) {
        List<Binding> kept = List.copyOf(bindings);
        List<Binding> before = kept.isEmpty() ? addresses.remove(aor) : addresses.put(aor, kept);
        count += kept.size() - (before == null ? 0 : before.size());
        if (before != null) {
            List<Binding> removed = before.stream()
                    .filter(one -> held(kept, one.contact()) == null)
                    .toList();
            if (!removed.isEmpty()) {
                removals.removed(aor, removed);
            }
        }
        return new Changed.Done(kept.stream().sorted(LAST_FIRST).toList(), registered);
    }

    /** The live contacts, least recently refreshed first. */
    private List<Binding> live(AddressOfRecord aor, Instant now) {
        return addresses.getOrDefault(aor, List.of()).stream()
                .filter(held -> held.isLive(now))
                .toList();
    }

    private void dropExpired(Instant now) {
        addresses.replaceAll((aor, bindings) ->
                bindings.stream().filter(held -> held.isLive(now)).toList());
        addresses.values().removeIf(List::isEmpty);
        count = addresses.values().stream().mapToInt(List::size).sum();
    }
}
