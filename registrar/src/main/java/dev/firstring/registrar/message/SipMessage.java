package dev.firstring.registrar.message;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A message as a proxy forwards it: headers that a proxy does not use are passed on byte for byte. Immutable.
 *
 * @param body not changed by anybody
 */
public record SipMessage(MessageHead head, byte[] body) {

    private static final byte[] NO_BODY = {};

    /** A message without a body. */
    public static SipMessage of(String firstLine, List<String> headers) {
        return new SipMessage(new MessageHead(firstLine, headers), NO_BODY);
    }

    /** The first value of a header that is given in lower case; empty text if there is none. */
    public String value(String name) {
        List<String> values = head.values(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** All values of a header, with lists taken apart. */
    public List<String> list(String name) {
        return head.values(name).stream()
                .flatMap(value -> HeaderValues.split(value).stream())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The method of a request. */
    public String method() {
        return head.firstLine().substring(0, head.firstLine().indexOf(' '));
    }

    /** The Request-URI of a request. */
    public String uri() {
        String line = head.firstLine();
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    /** The tag of the From or To header; empty if it has none. */
    public Optional<String> tag(String name) {
        return HeaderValues.tag(value(name));
    }

    /** The number of its CSeq. */
    public String sequence() {
        return value("cseq").replaceFirst("\\s.*", "");
    }

    /** The method of its CSeq. */
    public String sequenceMethod() {
        return value("cseq").replaceFirst("^\\S*\\s+", "");
    }

    public SipMessage withFirstLine(String line) {
        return new SipMessage(new MessageHead(line, head.headers(), head.charset()), body);
    }

    /** A copy without the headers of these names, which are given in lower case. */
    public SipMessage without(Set<String> names) {
        return with(head.headers().stream()
                .filter(header -> names.stream().noneMatch(name -> MessageHead.isNamed(header, name)))
                .toList());
    }

    /** A copy with headers before all others. */
    public SipMessage withFirst(Collection<String> lines) {
        List<String> headers = new ArrayList<>(lines);
        headers.addAll(head.headers());
        return with(headers);
    }

    /** A copy with headers after all others. */
    public SipMessage withLast(Collection<String> lines) {
        List<String> headers = new ArrayList<>(head.headers());
        headers.addAll(lines);
        return with(headers);
    }

    /** A copy with the first header of a name, in lower case, replaced by a whole line. */
    public SipMessage replacing(String name, String line) {
        List<String> headers = new ArrayList<>();
        boolean done = false;
        for (String header : head.headers()) {
            boolean replaced = !done && MessageHead.isNamed(header, name);
            headers.add(replaced ? line : header);
            done |= replaced;
        }
        return with(headers);
    }

    /** A copy whose first Via tells the source. */
    public SipMessage receivedFrom(InetSocketAddress source) {
        return TopVia.of(head)
                .map(via -> new SipMessage(TopVia.replaced(head, Optional.of(via.stamped(source))), body))
                .orElse(this);
    }

    /** A copy without the first Via. */
    public SipMessage withoutTopVia() {
        return new SipMessage(TopVia.replaced(head, Optional.empty()), body);
    }

    public SipMessage withBody(byte[] other) {
        return new SipMessage(head, other);
    }

    /** What is sent, with the length of its body. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageHead sent = without(Set.of("content-length")).head;
        String text = sent.text();
        bytes.writeBytes((text.substring(0, text.length() - 2) + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(head.charset()));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** Not its content, which is private. */
    @Override
    public String toString() {
        return "SipMessage[" + head.firstLine().split(" ", 2)[0].toUpperCase(Locale.ROOT) + "]";
    }

    private SipMessage with(List<String> headers) {
        return new SipMessage(new MessageHead(head.firstLine(), headers, head.charset()), body);
    }
}
