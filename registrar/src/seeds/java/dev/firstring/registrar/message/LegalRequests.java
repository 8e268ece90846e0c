package dev.firstring.registrar.message;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random requests that follow the grammar of RFC 3261, section 25.1, with the corrections of RFC 5954 and the IPv6
 * forms of RFC 5118. A registrar can meet all of them, and has to read them.
 */
public final class LegalRequests {

    private static final String ALPHANUMERIC = "abcxyzABCXYZ0189";
    private static final String TOKEN = ALPHANUMERIC + "-.!%*_+`'~";
    private static final String WORD = TOKEN + "()<>:\\\"/[]?{}";
    private static final String UNRESERVED = ALPHANUMERIC + "-_.!~*'()";
    private static final List<String> REFERENCES = List.of(
            "[2001:db8::1]",
            "[::1]",
            "[2001:DB8:0:0:8:800:200C:417A]",
            "[::ffff:192.0.2.1]",
            "[fe80::7:1]",
            "[2001:db8:aaaa:bbbb:1:2:203.0.113.7]");

    private final Random random;

    public LegalRequests(long seed) {
        this.random = new Random(seed);
    }

    /** A head with its empty line, without a body. */
    public String next() {
        String method = one("REGISTER", "OPTIONS");
        StringBuilder text = new StringBuilder(method + " sip:" + host() + " SIP/2.0\r\n");
        via(text);
        text.append(name("From", "f")).append(address(";tag=" + token())).append("\r\n");
        text.append(name("To", "t")).append(address("")).append("\r\n");
        text.append(name("Call-ID", "i"))
                .append(some(WORD))
                .append(maybe(() -> "@" + some(WORD)))
                .append("\r\n");
        text.append("CSeq: ")
                .append(random.nextInt())
                .append(one(" ", "\t", "  "))
                .append(method)
                .append("\r\n");
        int sequence = text.lastIndexOf("CSeq: -");
        if (sequence >= 0) {
            text.deleteCharAt(sequence + "CSeq: ".length());
        }
        text.append("Max-Forwards: ").append(random.nextInt(1, 256)).append("\r\n");
        if (method.equals("REGISTER")) {
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append(name("Contact", "m"))
                        .append(address(maybe(() -> ";q=" + one("0", "1", "0.5", "1.000", "0.", "0.123"))
                                + maybe(() -> ";expires=" + random.nextInt(1, 10_000))))
                        .append("\r\n");
            }
        }
        return text.append(name("Content-Length", "l")).append("0\r\n\r\n").toString();
    }

    /** A Via line or several, the values in one header or in their own. */
    private void via(StringBuilder text) {
        text.append(name("Via", "v")).append(viaValue());
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(random.nextBoolean() ? spaced(",") : "\r\n" + name("Via", "v"))
                    .append(viaValue());
        }
        text.append("\r\n");
    }

    private String viaValue() {
        StringBuilder value = new StringBuilder("SIP" + spaced("/") + "2.0" + spaced("/") + one("UDP", "TCP", "tls"))
                .append(one(" ", "  ", "\t"))
                .append(host())
                .append(maybe(() -> spaced(":") + port()));
        for (int i = random.nextInt(4); i > 0; i--) {
            value.append(spaced(";"))
                    .append(one(
                            "rport",
                            "ttl" + spaced("=") + random.nextInt(256),
                            "maddr" + spaced("=") + host(),
                            "received" + spaced("=") + one("192.0.2.1", "2001:db8::9:255", "[2001:db8::9:255]"),
                            "alias",
                            generic()));
        }
        return value.append(spaced(";"))
                .append("branch=z9hG4bK")
                .append(token())
                .toString();
    }

    /** The value of From, To or Contact. */
    private String address(String parameters) {
        String all = parameters + (random.nextInt(3) == 0 ? spaced(";") + generic() : "");
        if (random.nextInt(4) == 0) {
            return "sip:" + user().replaceAll("[,;?]", "") + host() + maybe(() -> ":" + port()) + all;
        }
        String display = one("", "", quoted() + one("", " "), token() + " ", token() + " " + token() + " ");
        return display + "<" + uri() + ">" + all;
    }

    private String uri() {
        StringBuilder uri = new StringBuilder(one("sip:", "sips:", "SIP:"))
                .append(user())
                .append(host())
                .append(maybe(() -> ":" + port()));
        for (int i = random.nextInt(3); i > 0; i--) {
            uri.append(';')
                    .append(one(
                            "transport=" + one("udp", "tcp", "tls", "ws"),
                            "lr",
                            "maddr=" + host(),
                            "ttl=" + random.nextInt(256),
                            "user=" + one("phone", "ip"),
                            "method=REGISTER",
                            "ob",
                            some(UNRESERVED + "[]/:&+$") + "=" + some(UNRESERVED + "[]/:&+$")));
        }
        if (random.nextInt(6) == 0) {
            uri.append("?Route=%3Csip:proxy%3E&").append(some("abc")).append('=');
        }
        return uri.toString();
    }

    private String user() {
        return random.nextInt(5) == 0
                ? ""
                : some(UNRESERVED + "&=+$,;?/")
                        + maybe(() -> "%4" + random.nextInt(10))
                        + maybe(() -> ":" + some(UNRESERVED + "&=+$,"))
                        + "@";
    }

    private String generic() {
        return "x" + token()
                + switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> spaced("=") + token();
                    case 2 -> spaced("=") + host();
                    default -> spaced("=") + quoted();
                };
    }

    private String quoted() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(one("a", " ", "é", "日", ",", ";", "<", ">", "\\\"", "\\\\", "\\a", ":", "@", "="));
        }
        return text.append('"').toString();
    }

    private String host() {
        return switch (random.nextInt(4)) {
            case 0 -> "192.0.2." + random.nextInt(256);
            case 1 -> REFERENCES.get(random.nextInt(REFERENCES.size()));
            case 2 -> one("localhost", "phone", "a.example.", "EXAMPLE.com", "xn--bcher-kva.example");
            default -> "h" + random.nextInt(100) + ".example.com";
        };
    }

    private String port() {
        return Integer.toString(random.nextInt(1, 65_536));
    }

    private String token() {
        return some(TOKEN);
    }

    private String some(String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /** A header's name in any spelling, with its colon. */
    private String name(String full, String compact) {
        return one(full, compact, full.toUpperCase(java.util.Locale.ROOT)) + one("", " ", "\t") + ":"
                + one("", " ", "  ", "\r\n ");
    }

    /** A separator with the white space that may surround it. */
    private String spaced(String separator) {
        return one("", "", "", " ", "\t", "\r\n ") + separator + one("", "", "", " ", "\r\n\t");
    }

    private String maybe(Supplier<String> text) {
        return random.nextInt(3) == 0 ? text.get() : "";
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
