package dev.firstring.sipserver.adapter.kamailio;

import java.net.InetAddress;
import java.net.URI;

/** Validates the URL of Kamailio's JSON-RPC. */
final class RpcAddress {

    private RpcAddress() {}

    /**
     * Whether calls are protected from interception: HTTPS, or HTTP to this host or to a private IP address (RFC 1918,
     * RFC 4193). Host names over HTTP are rejected, since DNS decides whether they are private.
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
            InetAddress literal = InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
            return literal.isLoopbackAddress() || literal.isSiteLocalAddress() || isUniqueLocal(literal.getAddress());
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private static boolean isUniqueLocal(byte[] address) {
        return address.length == 16 && (address[0] & 0xfe) == 0xfc;
    }
}
