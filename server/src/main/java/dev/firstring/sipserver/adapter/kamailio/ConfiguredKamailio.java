package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.platform.Secret;
import dev.firstring.sipserver.ServerId;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One Kamailio. Immutable.
 *
 * @param id its id in responses, metrics and the database: 1 to 40 lower-case letters, digits and dashes
 * @param url its JSON-RPC URL, such as {@code http://127.0.0.1:5064/RPC}: {@code https} anywhere, {@code http} only to
 *     this host or to a private IP address in digits, since anyone who intercepts the calls could deregister phones
 * @param table its table of contacts, the first parameter of {@code save()}. Default {@code location}
 * @param username for HTTP Basic, if a proxy in front requires it. Default none
 * @param password the password of the username. Default none
 * @param connectTimeout how long to wait for a connection, 50 milliseconds to 30 seconds. Default 1 second
 * @param timeout how long a call may take in all, 50 milliseconds to 30 seconds; the list of all registered addresses
 *     gets ten times as much. Default 2 seconds
 * @param connections concurrent calls, 1 to 64. Default 8
 */
record ConfiguredKamailio(
        ServerId id,
        URI url,
        @DefaultValue("location") String table,
        @Nullable String username,
        @Nullable Secret password,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("8") int connections) {

    private static final String PREFIX = "firstring.sip-server.kamailio.servers[].";
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if a value is missing or out of bounds; the message names the setting */
    ConfiguredKamailio {
        require(Objects.nonNull(id), "id", "is missing: every server needs one");
        require(Objects.nonNull(url), "url", "is missing, such as http://127.0.0.1:5064/RPC");
        require(
                RpcAddress.isSafe(url),
                "url",
                "must be an https:// address, or http:// to this host or a private IP address, without a user in it");
        require(TABLE.matcher(table).matches(), "table", "must be the name of a table of contacts");
        require((username == null) == (password == null), "password", "and username are set together or not at all");
        require(username == null || username.indexOf(':') < 0, "username", "must not hold a colon");
        require(isWithin(connectTimeout), "connect-timeout", "must be between 50ms and 30s");
        require(isWithin(timeout), "timeout", "must be between 50ms and 30s");
        require(connections >= 1 && connections <= 64, "connections", "must be between 1 and 64");
    }

    private static boolean isWithin(Duration time) {
        return time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + name + " " + rule);
        }
    }

    /** Validates the URL of Kamailio's JSON-RPC. */
    static final class RpcAddress {

        private RpcAddress() {}

        /**
         * Whether calls are protected from interception: HTTPS, or HTTP to this host or to a private IP address (RFC
         * 1918, RFC 4193). Host names over HTTP are rejected, since DNS decides whether they are private.
         */
        static boolean isSafe(URI address) {
            String host = address.getHost();
            if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
                return false;
            }
            return "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && isPrivate(host));
        }

        private static boolean isPrivate(String host) {
            if ("localhost".equals(host)) {
                return true;
            }
            try {
                InetAddress literal =
                        InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
                return literal.isLoopbackAddress()
                        || literal.isSiteLocalAddress()
                        || isUniqueLocal(literal.getAddress());
            } catch (IllegalArgumentException name) {
                return false;
            }
        }

        private static boolean isUniqueLocal(byte[] address) {
            return address.length == 16 && (address[0] & 0xfe) == 0xfc;
        }
    }
}
