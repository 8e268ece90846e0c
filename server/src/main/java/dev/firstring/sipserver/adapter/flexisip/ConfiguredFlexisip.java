package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.platform.Secret;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.adapter.flexisip.cli.SocketPath;
import dev.firstring.sipserver.adapter.flexisip.redis.RedisNodes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One Flexisip installation: all nodes that share a Redis. Immutable.
 *
 * @param id its id in responses, metrics and the database: 1 to 40 lower-case letters, digits and dashes
 * @param redis the Redis in which Flexisip stores contacts: {@code redis[s]://[user:password@]host[:port]}, all nodes
 *     of a replicated one, or {@code redis[s]-sentinel://[:password@]host[:port][,host2[:port2]]#master}
 * @param connectTimeout how long to wait for a connection to a Redis, 50 milliseconds to 30 seconds. Default 1 second
 * @param timeout how long a command may take, 50 milliseconds to 30 seconds. Default 2 seconds
 * @param cliSockets the command sockets of all Flexisip nodes, such as {@code /tmp/flexisip-proxy-*}: with them a
 *     suspension takes effect at once. Default none
 * @param cacheExpire Flexisip's own {@code cache-expire}, after which a suspension takes effect without sockets; 0 if
 *     its cache is off, at most a day. Default 60 seconds, as in deploy/flexisip
 * @param longestRead how long Flexisip's query may take, which is the {@code statement_timeout} of its role: a query
 *     that began before a change can restore the previous state in the cache. 100 milliseconds to 1 minute. Default 1
 *     second, as for the role
 */
record ConfiguredFlexisip(
        ServerId id,
        @DefaultValue List<Secret> redis,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue List<String> cliSockets,
        @DefaultValue("60s") Duration cacheExpire,
        @DefaultValue("1s") Duration longestRead) {

    private static final String PREFIX = "firstring.sip-server.flexisip.servers[].";
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SHORTEST_READ = Duration.ofMillis(100);
    private static final Duration LONGEST_READ = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a value is missing or out of bounds; the message names the setting */
    ConfiguredFlexisip {
        redis = List.copyOf(redis);
        cliSockets = List.copyOf(cliSockets);
        require(Objects.nonNull(id), "id", "is missing: every server needs one");
        require(isWithin(connectTimeout), "connect-timeout", "must be between 50ms and 30s");
        require(isWithin(timeout), "timeout", "must be between 50ms and 30s");
        require(
                !cacheExpire.isNegative() && cacheExpire.compareTo(DAY) <= 0,
                "cache-expire",
                "must be between 0 and 1d, and equal Flexisip's own");
        require(
                longestRead.compareTo(SHORTEST_READ) >= 0 && longestRead.compareTo(LONGEST_READ) <= 0,
                "longest-read",
                "must be between 100ms and 1m, and equal the statement_timeout of Flexisip's role");
        try {
            RedisNodes.parse(redis, timeout);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "redis: " + e.getMessage(), e);
        }
        try {
            cliSockets.forEach(SocketPath::new);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "cli-sockets: " + e.getMessage(), e);
        }
    }

    RedisNodes nodes() {
        return RedisNodes.parse(redis, timeout);
    }

    List<SocketPath> sockets() {
        return cliSockets.stream().map(SocketPath::new).toList();
    }

    private static boolean isWithin(Duration time) {
        return time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + name + " " + rule);
        }
    }
}
