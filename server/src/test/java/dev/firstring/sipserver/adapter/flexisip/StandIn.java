package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.peers.Scratch;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.adapter.flexisip.cli.CliStub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A Flexisip process as far as it matters here, with the manners of the real one: it reads the real view by the shipped
 * query, keeps what it finds by user and login name until {@code cache-expire} after it came, and forgets an entry when its
 * command socket says so, which stops no query that is under way. Phones that it lets in are written to the real Redis.
 */
final class StandIn implements AutoCloseable {

    static final Duration CACHE_EXPIRE = Duration.ofSeconds(60);

    private final JdbcTemplate view;
    private final PhoneInRedis phones;
    private final Clock clock;
    private final Map<String, Entry> cache = new ConcurrentHashMap<>();
    private final @Nullable CliStub socket;

    private record Entry(Set<String> hashes, Instant end) {}

    /** A query that was sent, and what it found; until it arrives the process knows nothing of it. */
    record Query(String key, Set<String> found) {}

    private StandIn(JdbcTemplate view, PhoneInRedis phones, Clock clock, @Nullable Scratch scratch, String name) {
        this.view = view;
        this.phones = phones;
        this.clock = clock;
        this.socket = scratch == null ? null : CliStub.answering(scratch, name, this::command);
    }

    static StandIn withSocket(JdbcTemplate view, PhoneInRedis phones, Clock clock, Scratch scratch, String name) {
        return new StandIn(view, phones, clock, scratch, name);
    }

    static StandIn withoutSocket(JdbcTemplate view, PhoneInRedis phones, Clock clock) {
        return new StandIn(view, phones, clock, null, "");
    }

    CliStub socket() {
        return Objects.requireNonNull(socket);
    }

    /** Sends the query; the database answers as it is now. */
    Query query(Aor aor) {
        return new Query(
                key(aor),
                Set.copyOf(view.queryForList(
                        "select ha1 from sip_auth where username = ? and domain = ? and username = ?",
                        String.class,
                        aor.user(),
                        aor.domain(),
                        aor.user())));
    }

    /** The answer has come: what was found is kept, nothing that was not. */
    void arrive(Query query) {
        if (!query.found().isEmpty()) {
            cache.put(query.key(), new Entry(query.found(), clock.instant().plus(CACHE_EXPIRE)));
        }
    }

    /** Whether a phone with that secret is let in. */
    boolean admits(Aor aor, SipSecret secret) {
        Entry entry = cache.get(key(aor));
        if (entry == null || !entry.end().isAfter(clock.instant())) {
            cache.remove(key(aor));
            arrive(query(aor));
            entry = cache.get(key(aor));
        }
        return entry != null
                && entry.hashes()
                        .contains(Digests.of(address(aor), secret, false).sha256());
    }

    /** A REGISTER for an hour: whether it got 200. */
    boolean register(Aor aor, SipSecret secret, String userAgent) {
        boolean admitted = admits(aor, secret);
        if (admitted) {
            phones.register(aor, userAgent, clock.instant(), 3600);
        }
        return admitted;
    }

    /** The process ends as by kill -9: its cache is gone, its socket stays as a file. */
    void crash() {
        cache.clear();
        close();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    private static SipAddress address(Aor aor) {
        return new SipAddress(new SipUsername(aor.user()), aor.domain(), aor.domain());
    }

    private static String key(Aor aor) {
        return aor.user() + "#" + aor.user() + "@" + aor.domain();
    }

    private String command(String command) {
        List<String> words = List.of(command.split(" ", -1));
        return switch (words.getFirst()) {
            case "AUTH_CACHE_DELETE" -> {
                String login = words.size() > 3 ? words.get(3) : words.get(1);
                yield cache.remove(words.get(1) + "#" + login + "@" + words.get(2)) == null
                        ? "Nothing to do - Cache entry does not exist"
                        : "Done - Removed cached credential for '%s' in domain '%s' using auth '%s'"
                                .formatted(words.get(1), words.get(2), login);
            }
            case "CONFIG_GET" -> CliStub.configuration(words.get(1));
            default -> "Error - Unknown command: " + words.getFirst();
        };
    }
}
