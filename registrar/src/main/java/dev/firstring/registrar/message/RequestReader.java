package dev.firstring.registrar.message;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads requests with the parser of the JAIN-SIP reference implementation. Thread-safe. */
public final class RequestReader {

    private static final Pattern REQUEST_LINE =
            Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,128} \\S+ SIP/[0-9]+\\.[0-9]+");
    private static final int OK = 200;
    private static final String VERSION = " SIP/2.0";
    // Only these headers reach the parser: it has separate code for every header, and each is a further risk.
    private static final Set<String> PARSED = Set.of("via", "from", "to", "call-id", "cseq", "contact");
    private static final Set<Class<?>> NEEDED =
            Set.of(From.class, To.class, CSeq.class, CallID.class, Via.class, ViaList.class);
    private static final Set<Class<?>> USED = Set.of(Contact.class, ContactList.class);
    private static final List<String> SINGLE =
            List.of("from", "to", "call-id", "cseq", "max-forwards", "content-length", "expires");

    static {
        QuietLogger.install();
    }

    /** Reads a head. Never throws, whatever the head contains. */
    public ReadRequest read(MessageHead head) {
        String line = head.firstLine();
        if (!REQUEST_LINE.matcher(line).matches()) {
            return new ReadRequest.Ignored(line.startsWith("SIP/") ? "response" : "not_sip");
        }
        if (line.startsWith("ACK ")) {
            return new ReadRequest.Ignored("ack");
        }
        if (!head.only(PARSED, (name, value) -> value).headers().stream()
                .filter(header -> !header.startsWith("call-id"))
                .allMatch(RequestReader::isWellQuoted)) {
            return new ReadRequest.Ignored("not_sip");
        }
        MessageHead parsed = head.only(PARSED, RequestReader::readable);
        Set<Class<?>> unreadable = new HashSet<>();
        @Nullable SIPRequest request;
        try {
            request = parse(parsed, unreadable);
            if (request == null || lacksWhatAnAnswerNeeds(request)) {
                return new ReadRequest.Ignored("not_sip");
            }
            // Some parameters are parsed only when they are copied into a response.
            request.createResponse(OK).encode();
        } catch (ParseException | RuntimeException e) {
            // The parser throws arbitrary runtime exceptions on malformed input.
            return new ReadRequest.Ignored("not_sip");
        }
        if (request == null
                || lacksWhatAnAnswerNeeds(request)
                || unreadable.stream().anyMatch(NEEDED::contains)) {
            return new ReadRequest.Ignored("not_sip");
        }
        return judge(request, head, unreadable);
    }

    /**
     * A value as the parser can read it: it refuses IPv6 addresses as parameters of a Via, which responses copy from
     * the raw lines, and it takes a display name that begins with an asterisk for the Contact that removes all.
     */
    private static String readable(String name, String value) {
        return switch (name) {
            case "via" -> ReturnPath.topmost(value);
            case "contact" ->
                HeaderValues.split(value).stream()
                        .map(contact -> contact.startsWith("*") && contact.contains("<")
                                ? contact.substring(contact.indexOf('<'))
                                : contact)
                        .collect(Collectors.joining(", "));
            default -> value;
        };
    }

    /** A backslash at the end of a comment makes the parser loop until memory is exhausted. */
    private static boolean isWellQuoted(String header) {
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char next = header.charAt(i);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == '\\') {
                i++;
                if (!quoted || i == header.length()) {
                    return false;
                }
            }
        }
        return !quoted;
    }

    private static @Nullable SIPRequest parse(MessageHead head, Set<Class<?>> unreadable) throws ParseException {
        ParseExceptionListener listener = (e, message, type, header, text) -> {
            // Without a type, the line is not a header; such lines are skipped.
            if (type != null) {
                unreadable.add(type);
            }
        };
        byte[] bytes = head.text().getBytes(StandardCharsets.UTF_8);
        return new StringMsgParser().parseSIPMessage(bytes, false, false, listener) instanceof SIPRequest request
                ? request
                : null;
    }

    private static boolean lacksWhatAnAnswerNeeds(SIPRequest request) {
        return request.getTopmostVia() == null
                || request.getFrom() == null
                || request.getTo() == null
                || request.getCallId() == null
                || request.getCSeq() == null
                || request.getRequestURI() == null;
    }

    private static ReadRequest judge(SIPRequest request, MessageHead head, Set<Class<?>> unreadable) {
        if (!head.firstLine().endsWith(VERSION)) {
            return new ReadRequest.Flawed(request, 505, "Version Not Supported");
        }
        for (String name : SINGLE) {
            if (head.values(name).size() > 1) {
                return new ReadRequest.Flawed(request, 400, "Repeated " + name.toUpperCase(Locale.ROOT));
            }
        }
        if (unreadable.stream().anyMatch(USED::contains)) {
            return new ReadRequest.Flawed(request, 400, "Bad Header");
        }
        if (!request.getMethod().equals(request.getCSeq().getMethod())) {
            return new ReadRequest.Flawed(request, 400, "CSeq Does Not Fit");
        }
        return new ReadRequest.Good(request, head);
    }
}
