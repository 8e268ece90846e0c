package dev.firstring.http.request;

import java.net.InetAddress;

/**
 * A range of IPv4 or IPv6 addresses. Spring Security's {@code InetAddressMatchers} (7.1) is not used: it compares the
 * first bytes of a range with those of any address, so that {@code 10.0.0.0/8} would contain {@code a00::1} and trust
 * it as a proxy, and it rejects ranges of IPv4-mapped addresses.
 *
 * @param base an address of the range
 * @param prefix the length of the common prefix in bits
 */
public record Network(InetAddress base, int prefix) {

    private static final int IPV4_BITS = 32;
    private static final int MAPPED_PREFIX = 96;

    public Network {
        if (prefix < 0 || prefix > base.getAddress().length * 8) {
            throw new IllegalArgumentException("the prefix of a network is 0 to 32 for IPv4 and 0 to 128 for IPv6");
        }
    }

    /**
     * Parses a range in CIDR notation, or a single address. A range of IPv4-mapped addresses
     * ({@code ::ffff:10.0.0.0/104}) is converted to the IPv4 range, since such addresses are always compared as IPv4.
     *
     * @throws IllegalArgumentException if it is neither; names are never resolved
     */
    public static Network of(String written) {
        int slash = written.indexOf('/');
        String address = (slash < 0 ? written : written.substring(0, slash)).strip();
        InetAddress base = InetAddress.ofLiteral(address);
        int bits = base.getAddress().length * 8;
        if (slash < 0) {
            return new Network(base, bits);
        }
        int prefix = Integer.parseInt(written.substring(slash + 1).strip());
        boolean mapped = bits == IPV4_BITS && address.indexOf(':') >= 0;
        return new Network(base, mapped ? prefix - MAPPED_PREFIX : prefix);
    }

    /** Whether the address lies in this range. */
    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = 0xFF << Math.max(0, 8 - (prefix - bit));
            if (((mine[bit / 8] ^ other[bit / 8]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
