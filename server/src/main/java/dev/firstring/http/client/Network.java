package dev.firstring.http.client;

import java.net.InetAddress;

/**
 * A range of addresses, IPv4 or IPv6.
 *
 * @param base an address of the range
 * @param prefix how many leading bits the range has in common
 */
public record Network(InetAddress base, int prefix) {

    public Network {
        if (prefix < 0 || prefix > base.getAddress().length * 8) {
            throw new IllegalArgumentException("the prefix of a network is 0 to 32 for IPv4 and 0 to 128 for IPv6");
        }
    }

    /**
     * Reads a range in CIDR notation, or a single address.
     *
     * @throws IllegalArgumentException if it is neither; names are never looked up
     */
    public static Network of(String written) {
        int slash = written.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(
                slash < 0 ? written.strip() : written.substring(0, slash).strip());
        int bits = base.getAddress().length * 8;
        return new Network(
                base,
                slash < 0 ? bits : Integer.parseInt(written.substring(slash + 1).strip()));
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
