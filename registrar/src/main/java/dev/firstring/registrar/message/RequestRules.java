package dev.firstring.registrar.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Validates requests as RFC 3261 requires, on their raw lines, so that requests that the parser cannot read get a
 * response as well. A request without a flaw has a method that is served and a SIP URI.
 */
public final class RequestRules {

    private static final String TOKEN = "[A-Za-z0-9.!%*_+`'~-]";
    private static final Pattern START =
            Pattern.compile("(" + TOKEN + "{1,128}+) ([^\\s<>\"]++) SIP/([0-9]{1,9}\\.[0-9]{1,9})");
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("ACK\\s.*");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*+):.++");
    private static final Pattern CSEQ = Pattern.compile("([0-9]{1,12}+)\\s++(" + TOKEN + "{1,128}+)");
    private static final Pattern HOPS = Pattern.compile("0*[0-9]{1,3}");
    private static final Pattern NUMBERED = Pattern.compile("\\[[0-9A-Fa-f:.]++]|[A-Za-z0-9._-]++");

    /** A Request-URI has no headers; an IPv6 address is in brackets (RFC 5118, section 4.1). */
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:" + NUMBERED.pattern() + ")(?::[0-9]{1,5}+)?+(?:;[^?]*+)?+");

    private static final Pattern VIA = Pattern.compile("SIP\\s*+/\\s*+[0-9.]++\\s*+/\\s*+" + TOKEN + "++\\s++(?:"
            + NUMBERED.pattern() + ")(?:\\s*+:\\s*+([0-9]{1,5}+))?+"
            + "(?:\\s*+;\\s*+[^\\s;,=\"]++(?:\\s*+=\\s*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s;,\"]*+))?+)*+\\s*+");

    /** A display name and an address in angle brackets; the name has no comma unless it is quoted. */
    private static final Pattern IN_BRACKETS =
            Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)*+\"\\s*+|[^<>\",]*+)<([^<>\\s\"]++)>\\s*+(?:;.*+)?+");

    /** An address without brackets: characters that require brackets could not be told from parameters. */
    private static final Pattern BARE = Pattern.compile("([^\\s<>\"?,;]++)\\s*+(?:;.*+)?+");

    private static final long HIGHEST_SEQUENCE = (1L << 31) - 1;
    private static final int MOST_HOPS = 255;
    private static final int HIGHEST_PORT = 65_535;
    private static final Set<String> SERVED = Set.of(
            "REGISTER",
            "OPTIONS",
            "INVITE",
            "CANCEL",
            "BYE",
            "MESSAGE",
            "INFO",
            "UPDATE",
            "PRACK",
            "REFER",
            "NOTIFY",
            "SUBSCRIBE");
    private static final Set<String> KNOWN = Set.of("PUBLISH");
    private static final List<String> NEEDED = List.of("via", "from", "to", "call-id", "cseq");
    private static final List<String> SINGLE =
            List.of("from", "to", "call-id", "cseq", "max-forwards", "content-length", "expires");

    private RequestRules() {}

    /**
     * The reason why a request is rejected.
     *
     * @param headers header lines to add to the response
     */
    public record Flaw(int status, String reason, List<String> headers) {

        public Flaw {
            headers = List.copyOf(headers);
        }

        public static Flaw of(int status, String reason) {
            return new Flaw(status, reason, List.of());
        }
    }

    /** Whether an ACK is well-formed. */
    public static boolean isGoodAcknowledgement(MessageHead head, int body) {
        Matcher start = START.matcher(head.firstLine());
        return start.matches()
                && isVersion2(start.group(3))
                && isSip(start.group(2))
                && malformed(head, start.group(1), start.group(2), body).isEmpty();
    }

    /** Whether a response has what is needed to pass it on. */
    public static boolean isGoodResponse(MessageHead head) {
        return NEEDED.stream().allMatch(name -> head.values(name).stream().anyMatch(value -> !value.isEmpty()))
                && SINGLE.stream().allMatch(name -> head.values(name).size() <= 1)
                && head.bodyLength().isPresent();
    }

    /** Whether the message never gets a response: a response or an ACK. */
    public static boolean isSilent(MessageHead head) {
        return head.firstLine().startsWith("SIP/")
                || ACKNOWLEDGEMENT.matcher(head.firstLine()).matches();
    }

    /**
     * Returns the first flaw of a request; empty if the request may be served.
     *
     * @param body the number of bytes received after the head
     */
    public static Optional<Flaw> flaw(MessageHead head, int body) {
        Matcher start = START.matcher(head.firstLine());
        if (!start.matches()) {
            return flawed(400, "Bad Request-Line");
        }
        if (!isVersion2(start.group(3))) {
            return flawed(505, "Version Not Supported");
        }
        String method = start.group(1);
        String uri = start.group(2);
        return malformed(head, method, uri, body).or(() -> notServed(head, method, uri));
    }

    private static Optional<Flaw> malformed(MessageHead head, String method, String uri, int body) {
        for (String name : NEEDED) {
            if (head.values(name).stream().allMatch(String::isEmpty)) {
                return flawed(400, "Missing " + name.toUpperCase(Locale.ROOT));
            }
        }
        for (String name : SINGLE) {
            if (head.values(name).size() > 1) {
                return flawed(400, "Repeated " + name.toUpperCase(Locale.ROOT));
            }
        }
        if (!head.values("via").stream()
                .flatMap(value -> HeaderValues.split(value).stream())
                .allMatch(RequestRules::isVia)) {
            return flawed(400, "Bad Via");
        }
        if (address(head.values("from").getFirst()).isEmpty()
                || address(head.values("to").getFirst()).isEmpty()) {
            return flawed(400, "Bad From or To");
        }
        Matcher sequence = CSEQ.matcher(head.values("cseq").getFirst());
        if (!sequence.matches() || Long.parseLong(sequence.group(1)) > HIGHEST_SEQUENCE) {
            return flawed(400, "Bad CSeq");
        }
        if (!sequence.group(2).equals(method)) {
            return flawed(400, "CSeq Does Not Fit");
        }
        if (!head.values("max-forwards").stream().allMatch(RequestRules::isHops)) {
            return flawed(400, "Bad Max-Forwards");
        }
        OptionalInt length = head.bodyLength();
        if (length.isEmpty() || length.getAsInt() > body) {
            return flawed(400, "Bad Content-Length");
        }
        if (!SCHEME.matcher(uri).matches()
                || (isSip(uri) && !HOST_PORT.matcher(afterUser(uri)).matches())) {
            return flawed(400, "Bad Request-URI");
        }
        boolean contacts = head.values("contact").stream()
                .flatMap(value -> HeaderValues.split(value).stream())
                .allMatch(value -> value.equals("*") || address(value).isPresent());
        return contacts || !method.equals("REGISTER") ? Optional.empty() : flawed(400, "Bad Contact");
    }

    /** Checks in the order of RFC 3261, section 8.2. */
    private static Optional<Flaw> notServed(MessageHead head, String method, String uri) {
        if (!SERVED.contains(method)) {
            boolean known = KNOWN.contains(method);
            return Optional.of(new Flaw(
                    known ? 405 : 501,
                    known ? "Method Not Allowed" : "Not Implemented",
                    List.of("Allow: " + Answers.ALLOWED)));
        }
        if (!isSip(uri)) {
            return flawed(416, "Unsupported URI Scheme");
        }
        if (method.equals("REGISTER")
                && address(head.values("to").getFirst())
                        .filter(RequestRules::isSip)
                        .isEmpty()) {
            return flawed(404, "Not Found");
        }
        // A request for a user would be forwarded; a request for this server has reached its target.
        boolean forSomebody = uri.indexOf('@') >= 0 && !method.equals("REGISTER");
        if (forSomebody && head.values("max-forwards").stream().anyMatch(hops -> Integer.parseInt(hops) == 0)) {
            return flawed(483, "Too Many Hops");
        }
        List<String> proxies = head.values("proxy-require");
        if (!proxies.isEmpty()) {
            List<String> lines = new ArrayList<>();
            head.values("require").forEach(options -> lines.add("Unsupported: " + options));
            proxies.forEach(options -> lines.add("Unsupported: " + options));
            return Optional.of(new Flaw(420, "Bad Extension", lines));
        }
        return Optional.empty();
    }

    private static Optional<Flaw> flawed(int status, String reason) {
        return Optional.of(Flaw.of(status, reason));
    }

    private static boolean isVersion2(String version) {
        return version.equals("2.0");
    }

    private static boolean isSip(String uri) {
        return uri.regionMatches(true, 0, "sip:", 0, 4) || uri.regionMatches(true, 0, "sips:", 0, 5);
    }

    /** The part of a SIP URI after the user. */
    private static String afterUser(String uri) {
        int user = uri.lastIndexOf('@');
        return uri.substring((user < 0 ? uri.indexOf(':') : user) + 1);
    }

    private static boolean isHops(String value) {
        return HOPS.matcher(value).matches() && Integer.parseInt(value) <= MOST_HOPS;
    }

    private static boolean isVia(String value) {
        Matcher via = VIA.matcher(value);
        return via.matches() && (via.group(1) == null || Integer.parseInt(via.group(1)) <= HIGHEST_PORT);
    }

    /** The URI of a From, To or Contact header. */
    private static Optional<String> address(String value) {
        for (Pattern form : List.of(IN_BRACKETS, BARE)) {
            Matcher matcher = form.matcher(value);
            if (matcher.matches()) {
                return SCHEME.matcher(matcher.group(1)).matches() ? Optional.of(matcher.group(1)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
