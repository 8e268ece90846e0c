package dev.firstring.sipserver.adapter.kamailio;

import java.net.InetAddress;
import java.net.URI;

/** Where Kamailio's commands may be sent. */
final class RpcAddress {

    private RpcAddress() {}

    /**
     * Whether nobody on the way can read along or answer in its place: HTTPS, or HTTP to this host or to a private IP
     * address (RFC 1918, RFC 4193). A name over HTTP would be a private one only as long as the DNS says so.
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
