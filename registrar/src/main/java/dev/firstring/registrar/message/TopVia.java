package dev.firstring.registrar.message;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first value of the Via headers of a message.
 *
 * @param text the value as it was sent
 * @param branch empty if it has none
 * @param port where a response goes if the sender does not support RFC 3581 (RFC 3261, section 18.2.2)
 * @param symmetric whether the sender supports RFC 3581
 */
public record TopVia(String text, String sentBy, String branch, int port, boolean symmetric) {

    private static final Pattern SENT_BY = Pattern.compile(
            "SIP\\s*+/\\s*+[0-9.]++\\s*+/\\s*+[^\\s/;,]++\\s++"
                    + "((?:\\[[0-9A-Fa-f:.]++]|[A-Za-z0-9._-]++)(?:\\s*+:\\s*+([0-9]{1,5}+))?+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BRANCH =
            Pattern.compile(";\\s*+branch\\s*+=\\s*+([^\\s;,=\"]{1,256}+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RPORT = Pattern.compile(";\\s*+rport\\s*+(?=;|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RECEIVED =
            Pattern.compile(";\\s*+received\\s*+=\\s*+[^\\s;,]*+", Pattern.CASE_INSENSITIVE);
    private static final int SIP_PORT = 5060;

    /** Reads the first value; empty if it is malformed. */
    public static Optional<TopVia> of(MessageHead head) {
        return head.values("via").stream().findFirst().flatMap(list -> {
            String first = HeaderValues.split(list).getFirst();
            Matcher sentBy = SENT_BY.matcher(first);
            if (!sentBy.lookingAt()) {
                return Optional.empty();
            }
            Matcher branch = BRANCH.matcher(first);
            String port = sentBy.group(2);
            return Optional.of(new TopVia(
                    first,
                    sentBy.group(1),
                    branch.find() ? branch.group(1) : "",
                    port == null ? SIP_PORT : Integer.parseInt(port),
                    RPORT.matcher(first).find()));
        });
    }

    /** The value with the source of the request (RFC 3261, section 18.2.1; RFC 3581). */
    String stamped(InetSocketAddress source) {
        String address = source.getAddress().getHostAddress().replaceFirst("%.*", "");
        String plain = RECEIVED.matcher(text).replaceAll("");
        if (symmetric) {
            plain = RPORT.matcher(plain).replaceAll(";rport=" + source.getPort());
        }
        return plain + ";received=" + address;
    }

    /** The head with another first value, or without it. */
    static MessageHead replaced(MessageHead head, Optional<String> value) {
        List<String> headers = new ArrayList<>();
        boolean done = false;
        for (String header : head.headers()) {
            if (done || !MessageHead.isNamed(header, "via")) {
                headers.add(header);
                continue;
            }
            done = true;
            List<String> values = new ArrayList<>(HeaderValues.split(header.substring(header.indexOf(':') + 1)));
            values.removeFirst();
            value.ifPresent(values::addFirst);
            values.forEach(kept -> headers.add("Via: " + kept));
        }
        return new MessageHead(head.firstLine(), headers, head.charset());
    }
}
