package dev.firstring.registrar.call;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.SipMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes the requests that this proxy sends on (RFC 3261, section 16.6). Thread-safe. */
public final class Outgoing {

    /** Credentials are for this server; what a phone says about its identity is not trusted. */
    static final Set<String> NOT_PASSED_ON = Set.of(
            "proxy-authorization",
            "authorization",
            "p-asserted-identity",
            "p-preferred-identity",
            "remote-party-id",
            "identity",
            "identity-info");

    private static final int HALF = 8;
    private static final Pattern OWN_BRANCH = Pattern.compile("branch=z9hG4bKfs[0-9a-f]{16}\\.([0-9a-f]{16})");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");
    private static final int HOPS = 70;

    private final SecretKeySpec key;
    private final SecureRandom random;

    public Outgoing(byte[] key, SecureRandom random) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.random = random;
    }

    /** Whether this request was here before and has come back unchanged (RFC 3261, section 16.3, step 4). */
    boolean isLoop(SipMessage request) {
        String hash = hash(request);
        return request.list("via").stream().anyMatch(via -> {
            Matcher own = OWN_BRANCH.matcher(via);
            return own.find() && own.group(1).equals(hash);
        });
    }

    /** A branch parameter that nobody can guess, and by which a loop is recognised. */
    public String branch(SipMessage request) {
        byte[] drawn = new byte[HALF];
        random.nextBytes(drawn);
        return branch(HexFormat.of().formatHex(drawn), request);
    }

    /** The branch parameter of an ACK, the same for each copy of it. */
    String branchOfCopy(SipMessage request) {
        return branch(
                hash(request.withFirstLine("ACK " + String.join(",", request.list("via")) + " SIP/2.0")), request);
    }

    /**
     * The request as it is sent.
     *
     * @param received without {@link #NOT_PASSED_ON}
     * @param from where it came from
     * @param token of the call whose Record-Route it gets; null for none
     */
    SipMessage request(SipMessage received, Target target, Flow from, String branch, @Nullable String token) {
        List<String> first = new ArrayList<>();
        first.add("Via: SIP/2.0/" + target.flow().transport() + " " + host(target.flow()) + ";rport;branch=" + branch);
        if (token != null) {
            String toTarget = recordRoute(token, target.flow());
            String toSource = recordRoute(token, from);
            first.add(toTarget);
            if (!toSource.equals(toTarget)) {
                first.add(toSource);
            }
        }
        SipMessage sent = received.without(Set.of("max-forwards"))
                .withFirst(first)
                .withLast(List.of("Max-Forwards: " + hopsLeft(received)));
        return sent.withFirstLine(received.method() + " " + target.uri() + " SIP/2.0");
    }

    /** The address of this end of a flow. */
    public static String host(Flow flow) {
        String address = flow.local().getAddress().getHostAddress().replaceFirst("%.*", "");
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":"
                + flow.local().getPort();
    }

    private static String recordRoute(String token, Flow flow) {
        return "Record-Route: <sip:" + token + "@" + host(flow) + ";transport="
                + flow.transport().toLowerCase(Locale.ROOT) + ";lr>";
    }

    private static int hopsLeft(SipMessage received) {
        String told = received.value("max-forwards").strip();
        return DIGITS.matcher(told).matches() ? Math.max(Integer.parseInt(told) - 1, 0) : HOPS;
    }

    private String branch(String unique, SipMessage request) {
        return "z9hG4bKfs" + unique + "." + hash(request);
    }

    private String hash(SipMessage request) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String text = String.join(
                    "\n",
                    request.uri(),
                    request.tag("from").orElse(""),
                    request.tag("to").orElse(""),
                    request.value("call-id"),
                    request.value("cseq"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, HALF);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks HmacSHA256", e);
        }
    }
}
