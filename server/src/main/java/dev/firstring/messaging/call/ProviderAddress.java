package dev.firstring.messaging.call;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where codes and keys may be sent: to {@code https://}, or to {@code http://} where nobody else can listen, which is this
 * machine, a private or link-local address, or a name without a dot.
 */
public final class ProviderAddress {

    private static final Pattern LOCAL_NAME = Pattern.compile("[a-z0-9_-]*[a-z_-][a-z0-9_-]*");
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private ProviderAddress() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none, or codes may not be sent there; the message has no name of a setting
     */
    public static URI of(String text) {
        URI uri = parse(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must be an address such as https://api.example.org, without a login");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isNear(uri.getHost()))) {
            throw new IllegalArgumentException(
                    "must begin with https://; http:// only goes to this machine, to a private"
                            + " address or to a name without a dot");
        }
        return uri;
    }

    /** The same without a slash at the end, for paths to be added. */
    public static String base(String text) {
        return of(text.strip().replaceFirst("/+$", "")).toString();
    }

    private static URI parse(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be an address such as https://api.example.org", e);
        }
    }

    private static boolean isNear(String host) {
        String plain = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (LOCAL_NAME.matcher(plain).matches()) {
            return true;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(plain);
            byte[] bytes = address.getAddress();
            return address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress()
                    || (bytes.length > 4 && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
