package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.DatabaseReader;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.adapter.flexisip.redis.RegistrarContacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Flexisip that reads the view {@code sip_auth} and stores registrations in Redis. It caches credentials: see {@link
 * #dropCaches}. Thread-safe.
 */
final class FlexisipServer implements DatabaseReader {

    private final ServerId id;
    private final SipAuthView accounts;
    private final RegistrarContacts contacts;
    private final CredentialCache cache;
    private final ContactCount count;

    FlexisipServer(ConfiguredFlexisip server, SipAuthView accounts, Clock clock) {
        this.id = server.id();
        this.accounts = accounts;
        this.contacts = new RegistrarContacts(server.nodes(), server.connectTimeout(), clock);
        this.cache = new CredentialCache(server);
        this.count = new ContactCount(contacts, clock);
    }

    @Override
    public ServerId id() {
        return id;
    }

    /** The server is up if Redis, which stores the registrations, is up. Flexisip does not report its version. */
    @Override
    public ServerHealth health() {
        try {
            contacts.ping();
            List<String> problems = new ArrayList<>(cache.problems());
            if (!contacts.mayRunScripts()) {
                problems.add(
                        "the Redis user lacks +eval +hget: a contact could be taken away just after its phone came back"
                                + " (deploy/flexisip/redis.conf)");
            }
            return new ServerHealth(
                    true, null, null, count.now(), problems.isEmpty() ? null : String.join("; ", problems));
        } catch (SipServerFault e) {
            return ServerHealth.down(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        return accounts.find(aor);
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        Page<Map.Entry<Aor, Integer>> page = contacts.page(cursor, limit);
        return new Page<>(page.items().stream().map(Map.Entry::getKey).toList(), page.next());
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        return contacts.of(aor);
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        return cache.drop(aor);
    }

    @Override
    public void deregister(Aor aor) {
        contacts.drop(aor);
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        return contacts.drop(aor, contact);
    }

    @Override
    public boolean deregister(Aor aor, Registration seen) {
        return contacts.drop(aor, seen);
    }

    @Override
    public void close() {
        contacts.close();
    }

    /**
     * Counts the live contacts. Redis has no such number, so all contacts are read, at most once a minute, and not at
     * all if there are too many keys. Thread-safe.
     */
    private static final class ContactCount {

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
}
