package dev.firstring.registrar.request;

import dev.firstring.registrar.account.AddressOfRecord;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.address.SipUri;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sip.address.URI;

/** The names of this server: its domain and the addresses that it listens on. Immutable. */
public final class ServedNames {

    private static final int LONGEST_USER = 200;
    private static final int LONGEST_URI = 400;

    private final String domain;
    private final InetAddress listening;

    /**
     * Creates the names of a server.
     *
     * @param listening the address of the sockets, which may be the wildcard address
     */
    public ServedNames(String domain, InetAddress listening) {
        this.domain = domain;
        this.listening = listening;
    }

    /** Whether the URI is one of this server. */
    public boolean include(SipUri uri) {
        String host = host(uri);
        if (host.equals(domain) || (listening.isLoopbackAddress() && host.equals("localhost"))) {
            return true;
        }
        return literal(host).map(this::isOwn).orElse(false);
    }

    /**
     * Whether the {@code uri} of a digest is equivalent to the Request-URI (RFC 7616, section 3.4.6): this server and
     * the same user, if any. Proxies and phones write the host in different ways, so every name of this server is
     * accepted.
     */
    boolean mean(String digestUri, URI requestUri) {
        try {
            return digestUri.length() <= LONGEST_URI
                    && requestUri instanceof SipUri asked
                    && new AddressFactoryImpl().createURI(digestUri) instanceof SipUri told
                    && include(told)
                    && Objects.equals(told.getUser(), asked.getUser());
        } catch (ParseException e) {
            return false;
        }
    }

    /** The address of record of a URI in this domain; empty for other URIs. */
    public Optional<AddressOfRecord> aor(URI uri) {
        if (!(uri instanceof SipUri sip) || !host(sip).equals(domain)) {
            return Optional.empty();
        }
        return user(sip).map(user -> new AddressOfRecord(user, domain));
    }

    /** The user of a URI, unescaped; empty if there is none, or none that an account may have. */
    public static Optional<String> user(SipUri uri) {
        String user = uri.getUser();
        if (user == null || user.isEmpty() || user.length() > LONGEST_USER) {
            return Optional.empty();
        }
        try {
            // In a SIP URI a plus sign is literal.
            String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
            // No account has such a name, and the database rejects control characters.
            return plain.codePoints().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(plain);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isOwn(InetAddress address) {
        if (!listening.isAnyLocalAddress()) {
            return address.equals(listening);
        }
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static String host(SipUri uri) {
        String host = uri.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    /** Parses an IP address literal; names are not resolved. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
