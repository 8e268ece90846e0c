package dev.firstring.softphone.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server.
 *
 * @param scheme {@code stun}, {@code stuns}, {@code turn} or {@code turns}
 * @param hostAndPort with the default port if the URI has none
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 */
record NatServer(String scheme, String hostAndPort, String transport) {

    private static final Pattern URI =
            Pattern.compile("(stuns?|turns?):(\\[[^]]+]|[^:?]+)(?::([0-9]+))?(?:\\?transport=([a-z]+))?");
    private static final String PLAIN_PORT = "3478";
    private static final String TLS_PORT = "5349";

    /**
     * Parses a STUN or TURN URI (RFC 7064, RFC 7065).
     *
     * @throws IllegalArgumentException if it is invalid
     */
    static NatServer of(String uri) {
        Matcher form = URI.matcher(uri);
        if (!form.matches()) {
            throw new IllegalArgumentException("not the URI of a STUN or TURN server");
        }
        boolean secure = form.group(1).endsWith("s");
        @Nullable String port = form.group(3);
        @Nullable String transport = form.group(4);
        return new NatServer(
                form.group(1),
                form.group(2) + ":" + (port != null ? port : secure ? TLS_PORT : PLAIN_PORT),
                secure ? "tls" : transport == null ? "udp" : transport);
    }
}
