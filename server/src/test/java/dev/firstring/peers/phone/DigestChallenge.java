package dev.firstring.peers.phone;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A digest challenge with {@code qop=auth}, and how to answer it (RFC 7616, RFC 8760). */
record DigestChallenge(String realm, String nonce, DigestAlgorithm algorithm) {

    private static final String COUNT = "00000001";
    private static final String CLIENT_NONCE = "cafe0001";

    /** The first challenge in an answer; MD5 where it names no algorithm. */
    static DigestChallenge in(String answer) {
        String header = answer.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).matches("(www|proxy)-authenticate:.*"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no challenge in:\n" + answer));
        String algorithm = parameter(header, "algorithm", "MD5");
        return new DigestChallenge(
                parameter(header, "realm", ""), parameter(header, "nonce", ""), DigestAlgorithm.of(algorithm));
    }

    /** The Authorization header line. */
    String answer(String method, SipLogin login, String authenticationName) {
        String uri = "sip:" + login.domain();
        DigestAlgorithm used = switch (login.secret()) {
            case SipLogin.Password ignored -> algorithm;
            case SipLogin.Ha1(String ignored, DigestAlgorithm own) -> own;
        };
        String ha1 = switch (login.secret()) {
            case SipLogin.Password(String value) -> used.ha1(authenticationName, realm, value);
            case SipLogin.Ha1(String value, DigestAlgorithm ignored) -> value;
        };
        String ha2 = used.hex(method + ":" + uri);
        String response = used.hex(String.join(":", ha1, nonce, COUNT, CLIENT_NONCE, "auth", ha2));
        return "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, qop=auth, nc=%s, cnonce=\"%s\"\n"
                .formatted(authenticationName, realm, nonce, uri, response, used.token(), COUNT, CLIENT_NONCE);
    }

    private static String parameter(String header, String name, String otherwise) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",\\s]*)").matcher(header);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
