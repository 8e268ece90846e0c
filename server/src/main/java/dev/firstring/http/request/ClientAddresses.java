package dev.firstring.http.request;

import dev.firstring.http.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Determines the client address of a request. Only the part of {@code X-Forwarded-For} that trusted proxies wrote is
 * used: it is read from the right, and the first address that is not a trusted proxy is the client. Thread-safe.
 */
public final class ClientAddresses implements HandlerMethodArgumentResolver {

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private final List<Network> trusted;

    public ClientAddresses(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** The address of the client. */
    public ClientAddress of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ClientAddress known) {
            return known;
        }
        ClientAddress found = new ClientAddress(find(request));
        request.setAttribute(ATTRIBUTE, found);
        return found;
    }

    /** Whether the request comes from a trusted proxy, so that its forwarding headers are valid. */
    boolean isByTrustedProxy(HttpServletRequest request) {
        return isTrusted(peer(request));
    }

    /** The zone of a link-local address is dropped: it only identifies the interface of this machine. */
    private static InetAddress peer(HttpServletRequest request) {
        return InetAddress.ofLiteral(withoutZone(request.getRemoteAddr()));
    }

    private InetAddress find(HttpServletRequest request) {
        InetAddress address = peer(request);
        if (!isTrusted(address)) {
            return address;
        }
        String[] hops = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")))
                .split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(address); i--) {
            String written = hops[i].strip();
            if (written.isEmpty()) {
                continue;
            }
            InetAddress hop = parse(written);
            if (hop == null) {
                return address;
            }
            address = hop;
        }
        return address;
    }

    /** Whether an address belongs to a trusted proxy. */
    public boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * Parses an address with or without quotes, brackets, a zone and a port; null for anything else, including names.
     */
    private static @Nullable InetAddress parse(String hop) {
        String literal = hop.length() > 1 && hop.startsWith("\"") && hop.endsWith("\"")
                ? hop.substring(1, hop.length() - 1).strip()
                : hop;
        if (literal.startsWith("[") && literal.indexOf(']') > 0) {
            literal = literal.substring(1, literal.indexOf(']'));
        } else if (literal.indexOf(':') >= 0 && literal.indexOf(':') == literal.lastIndexOf(':')) {
            literal = literal.substring(0, literal.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(withoutZone(literal));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutZone(String literal) {
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientAddress.class;
    }

    @Override
    public ClientAddress resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class), "no servlet request"));
    }
}
