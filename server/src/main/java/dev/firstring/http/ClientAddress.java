package dev.firstring.http;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Where a request came from, after the trusted proxies. Controllers take it as an argument. Immutable.
 *
 * @param address the address; IPv4 written inside IPv6 is IPv4 here
 */
public record ClientAddress(InetAddress address) {

    /** What limits count by: an IPv4 address as it is, of an IPv6 address the network of 64 bits. */
    public String limitKey() {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        StringBuilder key = new StringBuilder(24);
        for (int i = 0; i < 8; i += 2) {
            key.append(Integer.toHexString(((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF)))
                    .append(':');
        }
        return key.append(":/64").toString();
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
