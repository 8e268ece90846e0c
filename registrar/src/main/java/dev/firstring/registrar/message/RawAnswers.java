package dev.firstring.registrar.message;

import dev.firstring.registrar.message.RequestRules.Flaw;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Creates error responses to requests that are not parsed, from their raw lines (RFC 3261, section 8.2.6). The only
 * requirement is a Via from which the return path can be read. Thread-safe.
 */
public final class RawAnswers {

    private static final Pattern TAG = Pattern.compile(";\\s*+tag\\s*+=", Pattern.CASE_INSENSITIVE);

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
        return ReturnPath.of(head, source).map(path -> of(head, flaw, path));
    }

    private Raw of(MessageHead head, Flaw flaw, ReturnPath path) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + flaw.status() + " " + flaw.reason() + "\r\n");
        path.vias().forEach(via -> text.append("Via: ").append(via).append("\r\n"));
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
        return new Raw(text.toString().getBytes(head.charset()), path.port());
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
}
