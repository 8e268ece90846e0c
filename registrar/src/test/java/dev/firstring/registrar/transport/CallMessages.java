package dev.firstring.registrar.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Well-formed messages of a call of two phones, word by word. */
final class CallMessages {

    static final String DOMAIN = "sip.example.test";

    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");
    private static final Pattern ROUTE = Pattern.compile("(?m)^Record-Route: (.*)$");

    private CallMessages() {}

    /** A request of the caller with the answer to a challenge, and with a description of its media. */
    static String signed(String method, String uri, String id, String challenge) {
        String nonce = first(NONCE, challenge);
        String response = md5(String.join(
                ":", md5("caller:" + DOMAIN + ":secret"), nonce, "00000001", "c", "auth", md5(method + ":" + uri)));
        String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 40000 RTP/AVP 96 0 101\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:101 telephone-event/48000\r\n";
        return lines(
                        method + " " + uri + " SIP/2.0",
                        "Via: SIP/2.0/UDP 127.0.0.1:40001;branch=z9hG4bK" + id + ";rport",
                        "Max-Forwards: 70",
                        "From: \"Zoë\" <sip:caller@" + DOMAIN + ">;tag=" + id,
                        "To: <" + uri + ">",
                        "Call-ID: " + id,
                        "CSeq: 2 " + method,
                        "Contact: <sip:caller@127.0.0.1:40001>",
                        "Proxy-Authorization: Digest username=\"caller\", realm=\"" + DOMAIN + "\", nonce=\"" + nonce
                                + "\", uri=\"" + uri + "\", response=\"" + response
                                + "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\"",
                        "Content-Type: application/sdp",
                        "Content-Length: " + sdp.length())
                + sdp;
    }

    /** A request of the caller within a call, along the route that its INVITE has recorded. */
    static String within(String method, String id, String route) {
        return lines(
                method + " sip:callee@127.0.0.1:40002 SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:40001;branch=z9hG4bK" + id + method + ";rport",
                "Max-Forwards: 70",
                "Route: " + route,
                "From: <sip:caller@" + DOMAIN + ">;tag=" + id,
                "To: <sip:+33639980002@" + DOMAIN + ">;tag=answered",
                "Call-ID: " + id,
                "CSeq: 3 " + method,
                "Content-Length: 0");
    }

    /** What the callee answers to a request that it has received. */
    static String response(String request, String status) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.lines()
                .filter(line -> line.matches("(?i)(via|from|call-id|cseq|record-route):.*"))
                .forEach(line -> text.append(line).append("\r\n"));
        request.lines()
                .filter(line -> line.matches("(?i)to:.*"))
                .forEach(line -> text.append(line).append(";tag=answered\r\n"));
        return text.append("Contact: <sip:callee@127.0.0.1:40002>\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }

    /** The route that the proxy has recorded in a request. */
    static String route(String received) {
        return first(ROUTE, received);
    }

    static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
