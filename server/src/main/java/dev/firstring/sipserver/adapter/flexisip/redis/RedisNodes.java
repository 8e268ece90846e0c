package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.platform.Secret;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The nodes that may be the master, each with its credentials.
 *
 * @param uris in the order in which they are tried
 */
public record RedisNodes(List<RedisURI> uris) {

    private static final String LOGIN = "([^@/?#]*@)?";
    private static final String HOST = "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?";
    private static final Pattern NODE = Pattern.compile("rediss?://" + LOGIN + HOST + "(/0?)?");
    private static final Pattern SENTINEL =
            Pattern.compile("rediss?-sentinel://" + LOGIN + HOST + "(," + HOST + ")*(/0?)?#[A-Za-z0-9._-]+");

    /**
     * Parses {@code redis[s]://[user:password@]host[:port]} and {@code
     * redis[s]-sentinel://[:password@]host[:port][,host2[:port2]]#master}. Flexisip uses database 0.
     *
     * @param timeout the timeout of a command
     * @throws IllegalArgumentException if a text is malformed; the message does not contain it
     */
    public static RedisNodes parse(List<Secret> texts, Duration timeout) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("at least one Redis is needed, such as redis://127.0.0.1:6379");
        }
        return new RedisNodes(
                texts.stream().map(text -> node(text.reveal(), timeout)).toList());
    }

    /** Host and port of a node, or the name of the master if sentinels are configured. */
    static String name(RedisURI uri) {
        return uri.getHost() != null
                ? uri.getHost() + ":" + uri.getPort()
                : "the master " + uri.getSentinelMasterId() + " of the sentinels";
    }

    private static RedisURI node(String text, Duration timeout) {
        if (!NODE.matcher(text).matches() && !SENTINEL.matcher(text).matches()) {
            throw malformed();
        }
        try {
            RedisURI uri = RedisURI.create(text);
            prepare(uri, timeout);
            uri.getSentinels().forEach(sentinel -> prepare(sentinel, timeout));
            return uri;
        } catch (IllegalArgumentException withPassword) {
            throw malformed();
        }
    }

    /** Omits the library name: sending it requires a permission (CLIENT) that our user does not otherwise need. */
    private static void prepare(RedisURI uri, Duration timeout) {
        uri.setTimeout(timeout);
        uri.setLibraryName("");
        uri.setLibraryVersion("");
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("a Redis is redis[s]://[user:password@]host[:port] or"
                + " redis[s]-sentinel://[:password@]host[:port]#master, database 0, with signs such as @ and / in a password"
                + " written as %40 and %2F");
    }
}
