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
 * All live contacts of this process (RFC 3261, section 10.3). Bounded: an address that has as many as it may loses the
 * one that was refreshed longest ago, as a phone that was restarted often would else be locked out; when all together
 * are too many, new ones are refused. Thread-safe.
 */
public final class Bindings {

    private static final Comparator<Binding> LAST_FIRST =
            Comparator.comparing(Binding::refreshed).reversed();

    private final Clock clock;
    private final int mostOfOne;
    private final int mostOfAll;
    private final TreeMap<AddressOfRecord, List<Binding>> addresses = new TreeMap<>();
    private int count;

    /**
     * @param mostOfOne contacts of one address
     * @param mostOfAll contacts of all addresses
     */
    public Bindings(Clock clock, int mostOfOne, int mostOfAll) {
        this.clock = clock;
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
    }

    /** Does what a phone asks for. */
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

    /** The live contacts of an address, the latest first. */
    public synchronized List<Binding> of(AddressOfRecord aor) {
        return live(aor, clock.instant());
    }

    /** Ends the contact of that key; false if there is none. */
    public synchronized boolean end(AddressOfRecord aor, String key) {
        List<Binding> live = live(aor, clock.instant());
        List<Binding> left =
                live.stream().filter(held -> !held.contact().key().equals(key)).toList();
        keep(aor, left, List.of());
        return left.size() < live.size();
    }

    /** Ends all contacts of an address. */
    public synchronized void endAll(AddressOfRecord aor) {
        keep(aor, List.of(), List.of());
    }

    /** Ends all contacts. */
    public synchronized void clear() {
        addresses.clear();
        count = 0;
    }

    /** Live contacts of all addresses. */
    public synchronized int live() {
        dropExpired(clock.instant());
        return count;
    }

    /**
     * Addresses with a live contact, in their order.
     *
     * @param after the address that they come after; null from the beginning
     * @param limit how many at most
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
                Binding binding =
                        new Binding(wish.contact(), update.userAgent(), update.call(), now, now.plus(wish.life()));
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
        return new Changed.Done(kept.stream().sorted(LAST_FIRST).toList(), registered);
    }

    /** In the order of their last refresh: the next to go first. */
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
