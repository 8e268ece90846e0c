package dev.firstring.registrar.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * The first line and the headers of a message, unparsed, with folded lines joined (RFC 3261, section 7.3.1). It
 * contains no control characters, so it cannot break a line of a log. The exception is escaped characters in the quoted
 * strings of addresses (RFC 3261, section 25.1, {@code quoted-pair}); the display name of an address is neither logged
 * nor stored. Immutable.
 *
 * @param firstLine the request line or status line
 * @param headers name, colon and value, in the order of the message
 * @param charset the charset of its bytes: UTF-8, or ISO 8859-1 for a salvaged head
 */
public record MessageHead(String firstLine, List<String> headers, Charset charset) {

    private static final int MOST_HEADERS = 128;
    private static final int LONGEST_BODY = 65_535;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final Map<String, String> SHORT_NAMES = Map.of(
            "f",
            "from",
            "t",
            "to",
            "i",
            "call-id",
            "l",
            "content-length",
            "m",
            "contact",
            "v",
            "via",
            "k",
            "supported",
            "c",
            "content-type");
    private static final Set<String> QUOTED = Set.of("from", "to", "contact");

    public MessageHead {
        headers = List.copyOf(headers);
    }

    MessageHead(String firstLine, List<String> headers) {
        this(firstLine, headers, StandardCharsets.UTF_8);
    }

    /**
     * Reads what it can from a malformed head, for an error response: the lines without control characters, with any
     * line end, up to the first empty line. Empty if the first line is not usable.
     */
    public static Optional<MessageHead> salvage(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>();
        boolean kept = true;
        for (String line : text.split("\r?\n", MOST_HEADERS)) {
            if (line.isEmpty()) {
                break;
            }
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            boolean plain = (!folded || kept) && line.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t');
            kept = plain;
            if (plain && folded && lines.size() > 1) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else if (plain && !folded) {
                lines.add(line);
            } else if (lines.isEmpty()) {
                return Optional.empty();
            }
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MessageHead(lines.getFirst(), lines.subList(1, lines.size()), StandardCharsets.ISO_8859_1));
    }

    /**
     * The index after the head and its empty line; empty if the first {@code length} bytes do not contain that line.
     */
    public static OptionalInt end(byte[] bytes, int from, int length) {
        for (int i = Math.max(from, 0); i + END.length <= length; i++) {
            if (bytes[i] == END[0] && bytes[i + 1] == END[1] && bytes[i + 2] == END[2] && bytes[i + 3] == END[3]) {
                return OptionalInt.of(i + END.length);
            }
        }
        return OptionalInt.empty();
    }

    /** Reads a head that ends with its empty line; empty if it is malformed. */
    public static Optional<MessageHead> read(byte[] bytes, int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length - END.length))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\r\n", -1)) {
            if (lines.size() > MOST_HEADERS) {
                return Optional.empty();
            }
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                lines.add(line);
            } else if (lines.size() > 1) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else {
                return Optional.empty();
            }
        }
        return lines.stream().allMatch(MessageHead::isAllowed)
                ? Optional.of(new MessageHead(lines.getFirst(), lines.subList(1, lines.size())))
                : Optional.empty();
    }

    /** The values of all headers with that name, which is given in lower case and in its long form. */
    public List<String> values(String name) {
        List<String> found = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon > 0 && name(header, colon).equals(name)) {
                found.add(header.substring(colon + 1).strip());
            }
        }
        return found;
    }

    /**
     * The length of the body in bytes: 0 if the head has no {@code Content-Length}, empty if it is invalid or
     * contradictory.
     */
    public OptionalInt bodyLength() {
        List<String> told = values("content-length");
        if (told.isEmpty()) {
            return OptionalInt.of(0);
        }
        String length = told.getFirst();
        if (!length.matches("[0-9]{1,9}") || told.stream().anyMatch(other -> !other.equals(length))) {
            return OptionalInt.empty();
        }
        int bytes = Integer.parseInt(length);
        return bytes <= LONGEST_BODY ? OptionalInt.of(bytes) : OptionalInt.empty();
    }

    /** A copy with only the headers of those names, and their values changed. */
    MessageHead only(Set<String> names, BinaryOperator<String> changed) {
        List<String> kept = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon > 0 && names.contains(name(header, colon))) {
                String name = name(header, colon);
                kept.add(name + ": "
                        + changed.apply(name, header.substring(colon + 1).strip()));
            }
        }
        return new MessageHead(firstLine, kept, charset);
    }

    /** The text of the head, for a parser. */
    String text() {
        return firstLine + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** Whether a header line has that name, which is given in lower case and in its long form. */
    static boolean isNamed(String header, String name) {
        int colon = header.indexOf(':');
        return colon > 0 && name(header, colon).equals(name);
    }

    private static String name(String header, int colon) {
        String name = header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        return SHORT_NAMES.getOrDefault(name, name);
    }

    private static boolean isAllowed(String line) {
        int colon = line.indexOf(':');
        boolean address = colon > 0 && QUOTED.contains(name(line, colon));
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (quoted && next == '\\' && i + 1 < line.length() && isEscapable(line.charAt(i + 1))) {
                i++;
            } else if (!isPlain(next)) {
                return false;
            } else if (address && next == '"') {
                quoted = !quoted;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= ' ' || c == '\t') && c != 0x7f && (c < 0x80 || c > 0x9f) && c != 0x2028 && c != 0x2029;
    }

    private static boolean isEscapable(char c) {
        return c <= 0x7f && c != '\r' && c != '\n';
    }
}
