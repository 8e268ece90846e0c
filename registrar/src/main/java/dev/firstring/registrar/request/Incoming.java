package dev.firstring.registrar.request;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.MessageHead;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and its source.
 *
 * @param flow the way on which it came; its address can be spoofed over UDP
 */
public record Incoming(SIPRequest request, MessageHead head, Flow flow) {

    private static final int LONGEST_USER_AGENT = 200;

    /** The source address. */
    public InetAddress source() {
        return flow.remote().getAddress();
    }

    /** The {@code User-Agent} of the phone, truncated; null if absent. */
    @Nullable
    String userAgent() {
        Optional<String> told = head.values("user-agent").stream().findFirst().filter(value -> !value.isEmpty());
        return told.map(value -> value.substring(0, Math.min(value.length(), LONGEST_USER_AGENT)))
                .orElse(null);
    }
}
