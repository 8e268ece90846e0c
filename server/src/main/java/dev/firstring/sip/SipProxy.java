package dev.firstring.sip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SIP server that phones connect to: a host name or address and an optional port. Immutable.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 * @param port null for the default of the transport, or the port in DNS (RFC 3263)
 */
public record SipProxy(String host, @Nullable Integer port) {

    private static final Pattern FORM = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::([0-9]{1,5}))?");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if the host is invalid, or the port is not from 1 to 65535 */
    public SipProxy {
        Matcher form = FORM.matcher(host);
        if (!form.matches() || form.group(3) != null) {
            throw new IllegalArgumentException("not a host: a name, an IPv4 address or an IPv6 address in brackets");
        }
        if (port != null && (port < 1 || port > HIGHEST_PORT)) {
            throw new IllegalArgumentException("a port is from 1 to " + HIGHEST_PORT);
        }
    }

    /**
     * Parses {@code host} or {@code host:port}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static SipProxy of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a host with or without a port, such as sip.example.org:5061");
        }
        String port = form.group(3);
        return new SipProxy(form.group(1), port == null ? null : Integer.valueOf(port));
    }

    /** {@code host} or {@code host:port}, as used in a SIP URI. */
    @Override
    public String toString() {
        return port == null ? host : host + ":" + port;
    }
}
