package dev.firstring.http;

import dev.firstring.platform.Mode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The client address of a request, after the trusted proxies. Controllers take it as an argument. Immutable.
 *
 * @param address the address; IPv4-mapped IPv6 addresses are converted to IPv4
 */
public record ClientAddress(InetAddress address) {

    private static final int IPV4_BYTES = 4;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * The key that rate limits count by: an IPv4 address, or the /64 network of an IPv6 address. An IPv6 address that
     * embeds an IPv4 address for a translator or a tunnel counts as that IPv4 address: NAT64 ({@code 64:ff9b::/96}, RFC
     * 6052), SIIT ({@code ::ffff:0:0:0/96}, RFC 2765), 6to4 (RFC 3056), Teredo (RFC 4380). Otherwise all IPv4 clients
     * behind a translator would share one /64 network, and one 6to4 host would have 65536 of them. Addresses in
     * {@code 64:ff9b:1::/48} (RFC 8215) count individually, since the position of the embedded IPv4 address depends on
     * the local prefix.
     */
    public String limitKey() {
        byte[] bytes = address.getAddress();
        byte[] inner = address instanceof Inet4Address ? bytes : embedded(bytes);
        if (inner != null) {
            return dotted(inner);
        }
        return isLocalTranslation(bytes) ? groups(bytes, 16) : groups(bytes, 8) + "::/64";
    }

    /** Whether the client runs on this machine: a loopback address, or an address of one of its interfaces. */
    public boolean isThisMachine() {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static byte @Nullable [] embedded(byte[] bytes) {
        if (begins(bytes, "0064ff9b0000000000000000") || begins(bytes, "0000000000000000ffff0000")) {
            return Arrays.copyOfRange(bytes, 12, 16);
        }
        if (begins(bytes, "2002")) {
            return Arrays.copyOfRange(bytes, 2, 2 + IPV4_BYTES);
        }
        if (begins(bytes, "20010000")) {
            byte[] client = Arrays.copyOfRange(bytes, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] ^= (byte) 0xFF;
            }
            return client;
        }
        return null;
    }

    private static boolean isLocalTranslation(byte[] bytes) {
        return begins(bytes, "0064ff9b0001");
    }

    private static boolean begins(byte[] bytes, String hex) {
        byte[] prefix = HEX.parseHex(hex);
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static String dotted(byte[] ipv4) {
        try {
            return InetAddress.getByAddress(ipv4).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv4 address has four bytes", e);
        }
    }

    private static String groups(byte[] bytes, int count) {
        StringBuilder key = new StringBuilder(40);
        for (int i = 0; i < count; i += 2) {
            key.append(i == 0 ? "" : ":").append(Integer.toHexString(((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF)));
        }
        return key.toString();
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }

    /**
     * Decides which clients are shown codes. Production shows none. Development shows them to all clients while only this
     * machine can reach the service, and otherwise to clients on this machine: whoever reads codes signs in as any number.
     * Thread-safe.
     */
    public static final class CodeVisibility {

        private final boolean development;
        private final boolean reachedByOthers;

        /** @param reachedByOthers whether the service listens on an address that other machines can reach */
        public CodeVisibility(Mode mode, boolean reachedByOthers) {
            this.development = mode == Mode.DEVELOPMENT;
            this.reachedByOthers = reachedByOthers;
        }

        public boolean isShownTo(ClientAddress client) {
            return development && (!reachedByOthers || client.isThisMachine());
        }
    }
}
