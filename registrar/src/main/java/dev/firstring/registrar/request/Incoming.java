package dev.firstring.registrar.request;

import dev.firstring.registrar.message.MessageHead;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and where it came from.
 *
 * @param source the address that the network told, which for UDP may be a lie
 */
public record Incoming(SIPRequest request, MessageHead head, InetAddress source) {

    private static final int LONGEST_USER_AGENT = 200;

    /** The phone's name for itself, cut to a sensible length; null where it has none. */
    @Nullable
    String userAgent() {
        Optional<String> told = head.values("user-agent").stream().findFirst().filter(value -> !value.isEmpty());
        return told.map(value -> value.substring(0, Math.min(value.length(), LONGEST_USER_AGENT)))
                .orElse(null);
    }
}
