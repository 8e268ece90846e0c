package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.WantedAccount;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A phone whose every header can be chosen, for what the rules say and real phones do not do. Not thread-safe. */
final class TestPhone implements AutoCloseable {

    final Wire wire;
    final String user;
    String callId = UUID.randomUUID().toString();
    int sequence;

    final String password;
    private final String transport;
    private final int patience;

    TestPhone(SipTarget target, WantedAccount account) {
        this(target, account, Wire.MILLIS);
    }

    /** One that gives up an answer after so many milliseconds, for whoever asks again then. */
    TestPhone(SipTarget target, WantedAccount account, int patience) {
        this.patience = patience;
        this.wire = Wire.to(target);
        this.transport = target.transport() == Transport.UDP ? "UDP" : "TCP";
        this.user = account.address().username().value();
        this.password = account.secret().reveal();
    }

    /** A request; the lines given come after those that every request has. */
    String request(String method, String... headers) {
        sequence++;
        StringBuilder text = new StringBuilder("""
                %1$s sip:%2$s SIP/2.0
                Via: SIP/2.0/%3$s %4$s;branch=z9hG4bK%5$s;rport
                Max-Forwards: 70
                From: <sip:%6$s@%2$s>;tag=test
                To: <sip:%6$s@%2$s>
                Call-ID: %7$s
                CSeq: %8$d %1$s
                """.formatted(
                method, AccountTable.DOMAIN, transport, wire.here(), UUID.randomUUID(), user, callId, sequence));
        for (String header : headers) {
            text.append(header).append('\n');
        }
        return text.append("Content-Length: 0\n\n").toString().replace("\n", "\r\n");
    }

    /** Sends and takes the next answer. */
    String exchange(String request) {
        wire.send(request);
        return wire.receive(patience);
    }

    /** Registers by the first challenge that comes: the final answer. */
    String register(String... headers) {
        String challenge = exchange(request("REGISTER", headers));
        if (!challenge.startsWith("SIP/2.0 401")) {
            return challenge;
        }
        return exchange(request("REGISTER", with(headers, authorization(challenge, 1))));
    }

    /** The answer to the first challenge in a message, with that count of its nonce. */
    String authorization(String challenge, int count) {
        return authorization(challenge, count, user, password);
    }

    String authorization(String challenge, int count, String name, String secret) {
        return authorization(challenge, count, name, secret, "sip:" + AccountTable.DOMAIN);
    }

    /** An answer over another URI than that of the request. */
    String authorization(String challenge, int count, String name, String secret, String uri) {
        String header = headers(challenge, "WWW-Authenticate").getFirst();
        DigestAlgorithm algorithm = header.contains("SHA-256") ? DigestAlgorithm.SHA_256 : DigestAlgorithm.MD5;
        String nonce = parameter(header, "nonce");
        String realm = parameter(header, "realm");
        String nc = String.format(Locale.ROOT, "%08x", count);
        String response = algorithm.hex(String.join(
                ":", algorithm.ha1(name, realm, secret), nonce, nc, "cafe", "auth", algorithm.hex("REGISTER:" + uri)));
        return "Authorization: Digest username=\"" + name + "\", realm=\"" + realm + "\", nonce=\"" + nonce
                + "\", uri=\"" + uri + "\", response=\"" + response + "\", algorithm=" + algorithm.token()
                + ", qop=auth, nc=" + nc + ", cnonce=\"cafe\"";
    }

    /** The answer of a phone of RFC 2069. */
    String authorizationWithoutQop(String challenge, String name, String secret) {
        String header = headers(challenge, "WWW-Authenticate").getFirst();
        DigestAlgorithm algorithm = header.contains("SHA-256") ? DigestAlgorithm.SHA_256 : DigestAlgorithm.MD5;
        String nonce = parameter(header, "nonce");
        String realm = parameter(header, "realm");
        String uri = "sip:" + AccountTable.DOMAIN;
        String response = algorithm.hex(
                String.join(":", algorithm.ha1(name, realm, secret), nonce, algorithm.hex("REGISTER:" + uri)));
        return "Authorization: Digest username=\"" + name + "\", realm=\"" + realm + "\", nonce=\"" + nonce
                + "\", uri=\"" + uri + "\", response=\"" + response + "\", algorithm=" + algorithm.token();
    }

    String contact() {
        return "Contact: <sip:" + user + "@" + wire.here() + ">";
    }

    static String[] with(String[] headers, String last) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = last;
        return all;
    }

    /** The values of a header in a message. */
    static List<String> headers(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    static String parameter(String header, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",;>\\s]*)").matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        wire.close();
    }
}
