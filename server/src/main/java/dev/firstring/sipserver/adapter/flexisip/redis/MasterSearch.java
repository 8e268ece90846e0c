package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds the master among the nodes and connects to it. Thread-safe. */
final class MasterSearch implements AutoCloseable {

    /** Preserves every byte: a field must be sent back exactly as it was read. */
    private static final StringCodec BYTES = new StringCodec(StandardCharsets.ISO_8859_1);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final RedisNodes nodes;
    private final Duration patience;
    private final RedisClient client;

    /**
     * Creates the client.
     *
     * @param connectTimeout the timeout of a connection to one node
     */
    MasterSearch(RedisNodes nodes, Duration connectTimeout) {
        this.nodes = nodes;
        Duration each = connectTimeout.plus(nodes.uris().getFirst().getTimeout());
        this.patience = each.multipliedBy(nodes.uris().size());
        this.client = RedisClient.create();
        client.setOptions(RedisOptions.of(connectTimeout));
    }

    /** A node that has just reported that it is the master. */
    record Master(String node, StatefulRedisConnection<String, String> connection) {}

    /** The maximum duration of a search, if every node times out. */
    Duration patience() {
        return patience;
    }

    /**
     * Asks the nodes in order.
     *
     * @throws SipServerFault if none is the master; the fault of the last node that failed, if any
     */
    Master find() {
        List<String> replicas = new ArrayList<>();
        SipServerFault last = null;
        for (RedisURI uri : nodes.uris()) {
            String node = RedisNodes.name(uri);
            try {
                StatefulRedisConnection<String, String> connection = client.connect(BYTES, uri);
                if (isMaster(connection)) {
                    return new Master(node, connection);
                }
                replicas.add(node);
                connection.close();
            } catch (RedisException e) {
                last = RedisFaults.fault(node, e);
            }
        }
        if (last != null) {
            throw last;
        }
        throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "no master among the Redis nodes: " + replicas);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, FAREWELL);
    }

    private static boolean isMaster(StatefulRedisConnection<String, String> connection) {
        try {
            return "master".equals(connection.sync().role().getFirst());
        } catch (RedisException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * The options of the client: no command waits for a connection or without a timeout, and none is resent implicitly.
     */
    private static final class RedisOptions {

        private static final int LONGEST_QUEUE = 10_000;

        private RedisOptions() {}

        static ClientOptions of(Duration connectTimeout) {
            return ClientOptions.builder()
                    .autoReconnect(false)
                    .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                    .requestQueueSize(LONGEST_QUEUE)
                    .socketOptions(SocketOptions.builder()
                            .connectTimeout(connectTimeout)
                            .keepAlive(true)
                            .build())
                    .timeoutOptions(TimeoutOptions.enabled())
                    .protocolVersion(ProtocolVersion.RESP2)
                    .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                    .build();
        }
    }
}
