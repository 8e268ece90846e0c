package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.adapter.flexisip.redis.RegistrarContacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the live contacts. Redis has no such number, so all contacts are read, at most once a minute, and not at all
 * if there are too many keys. Thread-safe.
 */
final class ContactCount {

    private static final long MOST_KEYS = 20_000;
    private static final int STEP = 500;
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final RegistrarContacts contacts;
    private final Clock clock;
    private volatile Counted last = new Counted(Instant.MIN, null);

    ContactCount(RegistrarContacts contacts, Clock clock) {
        this.contacts = contacts;
        this.clock = clock;
    }

    private record Counted(Instant at, @Nullable Long count) {}

    /** The number of contacts, at most a minute old; null if counting is too expensive. */
    @Nullable
    Long now() {
        Instant now = clock.instant();
        if (last.at().isAfter(now.minus(LIFE))) {
            return last.count();
        }
        Long count = contacts.keys() > MOST_KEYS ? null : (Long) count();
        last = new Counted(now, count);
        return count;
    }

    private long count() {
        long live = 0;
        String cursor = "";
        while (cursor != null) {
            Page<Map.Entry<Aor, Integer>> page = contacts.page(cursor, STEP);
            live += page.items().stream().mapToInt(Map.Entry::getValue).sum();
            cursor = page.next();
        }
        return live;
    }
}
