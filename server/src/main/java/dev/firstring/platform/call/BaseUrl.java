package dev.firstring.platform.call;

import dev.firstring.platform.call.HttpCaller.Forms;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The base URL of an HTTP API. Codes and keys are sent there in plain text, so it must be {@code https://}, or {@code
 * http://} for destinations that others cannot eavesdrop on: this machine, a private or link-local address, or a name
 * without a dot, which belongs to the local network or to a set of containers. Immutable.
 */
public final class BaseUrl {

    private static final Pattern LOCAL_NAME = Pattern.compile("[a-z0-9_-]*[a-z_-][a-z0-9_-]*");
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private final String text;

    private BaseUrl(String text) {
        this.text = text;
    }

    /**
     * Parses a base URL, with or without a trailing slash.
     *
     * @throws IllegalArgumentException if it is not a valid base URL; the message contains neither the setting's name
     *     nor a login
     */
    public static BaseUrl of(String url) {
        String plain = url.strip().replaceFirst("/+$", "");
        if (whole(plain).getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "must be an address such as https://api.example.org, without a login, a query or a fragment");
        }
        return new BaseUrl(plain);
    }

    /**
     * Parses a complete URL, which may have a query.
     *
     * @throws IllegalArgumentException if it is not a valid URL, or not one that codes may be sent to; the message
     *     contains neither the setting's name nor a login
     */
    public static URI whole(String url) {
        URI uri = parse(url);
        if (uri == null || uri.getHost() == null || uri.getUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must be an address such as https://api.example.org, without a login");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && isNear(uri.getHost()))) {
            throw new IllegalArgumentException(
                    "must begin with https://; http:// only goes to this machine, to a private"
                            + " address or to a name without a dot");
        }
        return uri;
    }

    /**
     * The URL of a path below this one. The path is taken as is; each {@code %s} is replaced with an encoded argument.
     */
    public URI at(String path, Object... arguments) {
        Object[] encoded = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            encoded[i] = Forms.encode(arguments[i].toString());
        }
        return URI.create(text + path.formatted(encoded));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Returns null if the text is not a URL, since the exception's message would repeat a login. */
    private static @Nullable URI parse(String url) {
        try {
            URI uri = new URI(url.strip());
            return uri.getScheme() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
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
