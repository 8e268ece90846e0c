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

/** The names that the registrar answers to: its domain, and the addresses that it listens on. Immutable. */
public final class ServedNames {

    private static final int LONGEST_USER = 200;
    private static final int LONGEST_URI = 400;

    private final String domain;
    private final InetAddress listening;

    /** @param listening the address of the sockets, which may be the one that stands for all */
    public ServedNames(String domain, InetAddress listening) {
        this.domain = domain;
        this.listening = listening;
    }

    /** Whether a request to that URI is for this server. */
    boolean include(SipUri uri) {
        String host = host(uri);
        if (host.equals(domain) || (listening.isLoopbackAddress() && host.equals("localhost"))) {
            return true;
        }
        return literal(host).map(this::isOwn).orElse(false);
    }

    /**
     * Whether the {@code uri} of a digest means what the request goes to (RFC 7616, section 3.4.6): this server, and the same
     * user if any. Proxies and phones write the host in several ways, so each name of this server will do.
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

    /** The address of record in a URI of this domain; empty for any other. */
    Optional<AddressOfRecord> aor(URI uri) {
        if (!(uri instanceof SipUri sip) || !host(sip).equals(domain)) {
            return Optional.empty();
        }
        String user = sip.getUser();
        if (user == null || user.isEmpty() || user.length() > LONGEST_USER) {
            return Optional.empty();
        }
        try {
            // The plus sign stands for itself in a SIP URI.
            String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
            // No account has such a name, and a database does not take it.
            return plain.codePoints().anyMatch(Character::isISOControl)
                    ? Optional.empty()
                    : Optional.of(new AddressOfRecord(plain, domain));
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

    /** An IP address as it is; names are not looked up. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
