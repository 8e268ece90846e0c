package dev.firstring.registrar.message;

import dev.firstring.registrar.message.RequestRules.Flaw;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates error responses to requests that are not parsed, from their raw lines (RFC 3261, section 8.2.6). The only
 * requirement is a Via from which the return path can be read. Thread-safe.
 */
public final class RawAnswers {

    private static final Pattern SENT_BY = Pattern.compile("SIP\\s*+/\\s*+[0-9.]++\\s*+/\\s*+[^\\s/;,]++\\s++"
            + "(?:\\[[0-9A-Fa-f:.]++]|[A-Za-z0-9._-]++)(?:\\s*+:\\s*+([0-9]{1,5}+))?+");
    private static final Pattern RPORT = Pattern.compile(";\\s*+rport\\s*+(?=[;,]|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile(";\\s*+tag\\s*+=", Pattern.CASE_INSENSITIVE);
    private static final int SIP_PORT = 5060;
    private static final int MOST_LINES = 100;

    private final Answers answers;

    public RawAnswers(Answers answers) {
        this.answers = answers;
    }

    /**
     * A response in bytes.
     *
     * @param port the destination port, at the source address of the request
     */
    public record Raw(byte[] bytes, int port) {}

    /** Returns the response; empty if the request has no usable Via. */
    public Optional<Raw> of(MessageHead head, Flaw flaw, InetSocketAddress source) {
        List<String> vias = head.values("via");
        if (vias.isEmpty()) {
            return Optional.empty();
        }
        String first = vias.getFirst();
        Matcher sentBy = SENT_BY.matcher(first);
        if (!sentBy.lookingAt()) {
            return Optional.empty();
        }
        int end = end(first);
        Matcher rport = RPORT.matcher(first).region(sentBy.end(), end);
        boolean symmetric = rport.find();
        String address = source.getAddress().getHostAddress().replaceFirst("%.*", "");
        String told = ";received=" + address;
        String via = symmetric
                ? first.substring(0, sentBy.end()) + told + first.substring(sentBy.end(), rport.start()) + ";rport="
                        + source.getPort() + first.substring(rport.end())
                : first.substring(0, sentBy.end()) + told + first.substring(sentBy.end());

        StringBuilder text = new StringBuilder("SIP/2.0 " + flaw.status() + " " + flaw.reason() + "\r\n");
        text.append("Via: ").append(via).append("\r\n");
        vias.stream()
                .skip(1)
                .limit(MOST_LINES)
                .forEach(value -> text.append("Via: ").append(value).append("\r\n"));
        copy(head, "from", "From", text);
        head.values("to").stream()
                .findFirst()
                .ifPresent(to -> text.append("To: ")
                        .append(to)
                        .append(
                                tagged(to)
                                        ? ""
                                        : ";tag=" + answers.tag(head.headers().toString()))
                        .append("\r\n"));
        copy(head, "call-id", "Call-ID", text);
        copy(head, "cseq", "CSeq", text);
        flaw.headers().forEach(line -> text.append(line).append("\r\n"));
        text.append("Date: ").append(answers.date()).append("\r\nServer: Firstring\r\nContent-Length: 0\r\n\r\n");
        String port = sentBy.group(1);
        return Optional.of(new Raw(
                text.toString().getBytes(head.charset()),
                symmetric ? source.getPort() : port == null ? SIP_PORT : Integer.parseInt(port)));
    }

    /** Copies the first value only; if a header is repeated, the intended value is unknown. */
    private static void copy(MessageHead head, String name, String written, StringBuilder into) {
        head.values(name).stream()
                .findFirst()
                .ifPresent(
                        value -> into.append(written).append(": ").append(value).append("\r\n"));
    }

    /** Whether the value has a tag, or unbalanced quotes, so that no tag can be appended. */
    private static boolean tagged(String to) {
        return TAG.matcher(to).find() || to.chars().filter(c -> c == '"').count() % 2 != 0;
    }

    /** The end of the first value in a list of Vias. */
    private static int end(String list) {
        int comma = list.indexOf(',');
        return comma < 0 ? list.length() : comma;
    }
}
