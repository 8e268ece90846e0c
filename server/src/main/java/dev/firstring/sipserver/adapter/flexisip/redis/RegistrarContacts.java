package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.adapter.flexisip.contact.ContactParser;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Known;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Unreadable;
import io.lettuce.core.KeyScanArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of a Flexisip in Redis: a hash {@code fs:user@domain} for each address, a field for each contact.
 * Contacts are read and deleted here, never written. Flexisip is notified of a change by an empty message on the
 * channel {@code user@domain}. Thread-safe.
 */
public final class RegistrarContacts implements AutoCloseable {

    private static final String PREFIX = "fs:";

    private static final String DROP_UNCHANGED = """
            if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
                return redis.call('HDEL', KEYS[1], ARGV[1])
            end
            return 0
            """;

    private static final int LARGEST_PAGE = 500;
    private static final String UNREADABLE = "(unreadable)";
    private static final Pattern HOST = Pattern.compile("@\\[?([0-9A-Fa-f.:]+?)]?(?::[0-9]+)?(?:;|$)");

    private final RedisMaster redis;
    private final Clock clock;

    public RegistrarContacts(RedisNodes nodes, Duration connectTimeout, Clock clock) {
        this.redis = new RedisMaster(nodes, connectTimeout);
        this.clock = clock;
    }

    /** Returns normally if a master responds. */
    public void ping() {
        redis.on(connection -> connection.sync().ping());
    }

    /** The number of keys of any kind. */
    public long keys() {
        return redis.on(connection -> connection.sync().dbsize());
    }

    /** The live contacts of an address. An unreadable contact has the remaining time of the whole hash. */
    public List<Registration> of(Aor aor) {
        return redis.on(connection -> {
            Map<String, String> hash = connection.sync().hgetall(key(aor));
            Instant now = clock.instant();
            List<Registration> live = new ArrayList<>();
            for (StoredContact contact : live(hash, now)) {
                String stamp = hash.get(contact.field());
                live.add(
                        switch (contact) {
                            case Known known -> told(known, stamp, now);
                            case Unreadable unreadable -> told(unreadable, stamp, left(connection, aor));
                        });
            }
            return live;
        });
    }

    /**
     * A page of the addresses with live contacts, and the number of contacts of each. The cursor is the one of Redis.
     */
    public Page<Map.Entry<Aor, Integer>> page(String cursor, int limit) {
        return redis.on(connection -> {
            var scanned = RedisScan.page(connection, cursor, PREFIX + "*", Math.clamp(limit, 1, LARGEST_PAGE));
            Map<String, RedisFuture<Map<String, String>>> pending = new LinkedHashMap<>();
            scanned.items().forEach(key -> pending.put(key, connection.async().hgetall(key)));
            Instant now = clock.instant();
            List<Map.Entry<Aor, Integer>> found = new ArrayList<>();
            pending.forEach((key, hash) -> {
                int live = live(await(connection, hash), now).size();
                Aor.parse(utf8(key.substring(PREFIX.length())))
                        .filter(aor -> live > 0)
                        .ifPresent(aor -> found.add(Map.entry(aor, live)));
            });
            return new Page<>(found, scanned.next());
        });
    }

    /** Deletes all contacts of an address. */
    public void drop(Aor aor) {
        redis.on(connection -> {
            connection.sync().del(key(aor));
            return announce(connection, aor);
        });
    }

    /**
     * Deletes a contact unless it has changed since it was read; false if it is absent or was refreshed. If our user
     * lacks permission to run scripts, as with older configurations, the check and the deletion are not atomic.
     */
    public boolean drop(Aor aor, Registration seen) {
        return redis.on(connection -> {
            boolean gone = dropUnchanged(connection, key(aor), seen.key(), String.valueOf(seen.stamp()));
            announce(connection, aor);
            return gone;
        });
    }

    /** Whether our user has permission to check and delete a contact atomically. */
    public boolean mayRunScripts() {
        return redis.on(connection -> {
            try {
                connection.sync().eval(DROP_UNCHANGED, ScriptOutputType.INTEGER, new String[] {PREFIX}, "", "");
                return true;
            } catch (RedisCommandExecutionException e) {
                if (isForbidden(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static boolean dropUnchanged(
            StatefulRedisConnection<String, String> connection, String key, String field, String value) {
        try {
            Long gone =
                    connection.sync().eval(DROP_UNCHANGED, ScriptOutputType.INTEGER, new String[] {key}, field, value);
            return gone != null && gone > 0;
        } catch (RedisCommandExecutionException e) {
            if (!isForbidden(e)) {
                throw e;
            }
            return value.equals(connection.sync().hgetall(key).get(field))
                    && connection.sync().hdel(key, field) > 0;
        }
    }

    private static boolean isForbidden(RedisCommandExecutionException failure) {
        return String.valueOf(failure.getMessage()).contains("NOPERM")
                || String.valueOf(failure.getMessage()).contains("ACL failure");
    }

    /** Deletes one contact; false if there is none with that field. */
    public boolean drop(Aor aor, String field) {
        return redis.on(connection -> {
            boolean gone = connection.sync().hdel(key(aor), field) > 0;
            announce(connection, aor);
            return gone;
        });
    }

    @Override
    public void close() {
        redis.close();
    }

    private static List<StoredContact> live(Map<String, String> hash, Instant now) {
        return hash.entrySet().stream()
                .map(entry -> ContactParser.parse(entry.getKey(), entry.getValue()))
                .filter(contact -> contact.isLive(now))
                .toList();
    }

    private static Registration told(Known contact, @Nullable String stamp, Instant now) {
        return new Registration(
                contact.field(),
                utf8(contact.uri()),
                contact.userAgent() == null ? null : utf8(contact.userAgent()),
                Duration.between(now, contact.expiry()),
                contact.instanceId() == null ? null : utf8(contact.instanceId()),
                contact.updated(),
                contact.callId(),
                stamp,
                address(contact.uri()));
    }

    private static Registration told(Unreadable contact, @Nullable String stamp, Duration left) {
        return new Registration(contact.field(), UNREADABLE, null, left, null, null, null, stamp, null);
    }

    /** The address in the URI. Flexisip stores the source address of the packets, unless its NAT helper is off. */
    private static @Nullable String address(String uri) {
        Matcher host = HOST.matcher(uri);
        if (!host.find()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(host.group(1)).getHostAddress();
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /** The remaining time of a hash, which expires with the last of its contacts. */
    private static Duration left(StatefulRedisConnection<String, String> connection, Aor aor) {
        return Duration.ofMillis(Math.max(0, connection.sync().pttl(key(aor))));
    }

    private static Long announce(StatefulRedisConnection<String, String> connection, Aor aor) {
        return connection.sync().publish(bytes(aor.toString()), "");
    }

    private static Map<String, String> await(
            StatefulRedisConnection<String, String> connection, RedisFuture<Map<String, String>> pending) {
        Map<String, String> hash =
                LettuceFutures.awaitOrCancel(pending, connection.getTimeout().toNanos(), TimeUnit.NANOSECONDS);
        return hash == null ? Map.of() : hash;
    }

    private static String key(Aor aor) {
        return PREFIX + bytes(aor.toString());
    }

    /** One character for each UTF-8 byte of the text. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Iterates over the keys of a Redis in small steps; KEYS would block the server. */
    private static final class RedisScan {

        private RedisScan() {}

        /** Inspects about {@code count} keys and returns the hashes that match; the page may be empty. */
        static Page<String> page(
                StatefulRedisConnection<String, String> connection, String cursor, String pattern, int count) {
            KeyScanArgs arguments = new KeyScanArgs();
            arguments.match(pattern).limit(count);
            arguments.type("hash");
            KeyScanCursor<String> found =
                    connection.sync().scan(ScanCursor.of(cursor.isEmpty() ? "0" : cursor), arguments);
            return new Page<>(found.getKeys(), found.isFinished() ? null : found.getCursor());
        }
    }
}
