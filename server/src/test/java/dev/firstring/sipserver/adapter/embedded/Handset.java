package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.sipserver.WantedAccount;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** A phone whose every message of a call can be chosen. Not thread-safe. */
final class Handset implements AutoCloseable {

    final TestPhone phone;
    private final String user;
    private final String transport;

    private Handset(TestPhone phone, WantedAccount account, String transport) {
        this.phone = phone;
        this.user = account.address().username().value();
        this.transport = transport;
    }

    /** One that has registered. */
    static Handset registered(SipTarget target, WantedAccount account) {
        TestPhone phone = new TestPhone(target, account);
        if (!phone.register(phone.contact()).startsWith("SIP/2.0 200")) {
            throw new IllegalStateException("did not register");
        }
        return new Handset(phone, account, target.transport().name());
    }

    /** A request to a user of the domain, or to a whole URI, in a call of its own. */
    String request(String method, String to, String... headers) {
        String uri = to.contains(":") ? to : "sip:" + to + "@" + AccountTable.DOMAIN;
        StringBuilder text = new StringBuilder("""
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/%3$s %4$s;branch=z9hG4bK%5$s;rport
                From: "911" <sip:%6$s@%7$s>;tag=caller
                To: <%2$s>
                Call-ID: %8$s
                CSeq: 1 %1$s
                Contact: <sip:%6$s@%4$s>
                """.formatted(
                        method,
                        uri,
                        transport,
                        phone.wire.here(),
                        UUID.randomUUID(),
                        user,
                        AccountTable.DOMAIN,
                        UUID.randomUUID()));
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Max-Forwards"))) {
            text.append("Max-Forwards: 70\n");
        }
        for (String header : headers) {
            text.append(header).append('\n');
        }
        return text.append("Content-Length: 0\n\n").toString().replace("\n", "\r\n");
    }

    /** The same request with the answer to a challenge. */
    String signed(String request, String challenge) {
        String header = TestPhone.headers(challenge, "Proxy-Authenticate").getFirst();
        String nonce = TestPhone.parameter(header, "nonce");
        String method = request.substring(0, request.indexOf(' '));
        String uri = request.split(" ")[1];
        DigestAlgorithm md5 = DigestAlgorithm.MD5;
        String response = md5.hex(String.join(
                ":",
                md5.ha1(user, AccountTable.DOMAIN, phone.password),
                nonce,
                "00000001",
                "cafe",
                "auth",
                md5.hex(method + ":" + uri)));
        String credentials = "Proxy-Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\","
                        .formatted(user, AccountTable.DOMAIN, nonce, uri)
                + " response=\"%s\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"cafe\"\r\n".formatted(response);
        return request.replaceFirst("z9hG4bK[^;]*", "z9hG4bK" + UUID.randomUUID())
                .replaceFirst("CSeq: 1 ", "CSeq: 2 ")
                .replace("Content-Length", credentials + "Content-Length");
    }

    /** Sends a request and, when it is challenged, the signed one, which is returned. */
    String send(String method, String to, String... headers) {
        String request = request(method, to, headers);
        phone.wire.send(request);
        String challenge = receive();
        while (challenge.startsWith("SIP/2.0 1")) {
            challenge = receive();
        }
        if (!challenge.startsWith("SIP/2.0 407")) {
            throw new IllegalStateException(challenge);
        }
        String signed = signed(request, challenge);
        phone.wire.send(signed);
        return signed;
    }

    String receive() {
        return phone.wire.receive(Wire.MILLIS);
    }

    /** The next message that begins so; others before it are skipped. */
    String receive(String beginning) {
        String next = receive();
        while (!next.isEmpty() && !next.startsWith(beginning)) {
            next = receive();
        }
        return next;
    }

    /** A response to a request that this phone has received. */
    String response(String request, String status) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : new String[] {"Via", "Record-Route", "From", "Call-ID", "CSeq"}) {
            TestPhone.headers(request, name)
                    .forEach(value ->
                            text.append(name).append(": ").append(value).append("\r\n"));
        }
        String to = TestPhone.headers(request, "To").getFirst();
        text.append("To: ")
                .append(to)
                .append(to.contains("tag=") ? "" : ";tag=" + user)
                .append("\r\n");
        text.append("Contact: <sip:")
                .append(user)
                .append('@')
                .append(phone.wire.here())
                .append(">\r\n");
        return text.append("Content-Length: 0\r\n\r\n").toString();
    }

    void answer(String request, String status) {
        phone.wire.send(response(request, status));
    }

    /** A request within the call that an INVITE of this phone and its 2xx have made. */
    String within(String method, String invite, String response) {
        StringBuilder text = new StringBuilder();
        String contact = TestPhone.headers(response, "Contact").getFirst().replaceAll("[<>]", "");
        text.append(method).append(' ').append(contact).append(" SIP/2.0\n");
        text.append("Via: SIP/2.0/%s %s;branch=z9hG4bK%s;rport\n"
                .formatted(transport, phone.wire.here(), UUID.randomUUID()));
        TestPhone.headers(response, "Record-Route")
                .reversed()
                .forEach(route -> text.append("Route: ").append(route).append('\n'));
        text.append("From: ")
                .append(TestPhone.headers(invite, "From").getFirst())
                .append('\n');
        text.append("To: ").append(TestPhone.headers(response, "To").getFirst()).append('\n');
        text.append("Call-ID: ")
                .append(TestPhone.headers(invite, "Call-ID").getFirst())
                .append('\n');
        text.append("CSeq: %d %s\nMax-Forwards: 70\n".formatted(method.equals("ACK") ? 2 : 3, method));
        return text.append("Content-Length: 0\n\n").toString().replace("\n", "\r\n");
    }

    /** The CANCEL of an INVITE of this phone (RFC 3261, section 9.1). */
    static String cancel(String invite) {
        return invite.replaceFirst("^INVITE", "CANCEL")
                .replaceFirst("CSeq: (\\d+) INVITE", "CSeq: $1 CANCEL")
                .replaceFirst("Proxy-Authorization: [^\r]*\r\n", "");
    }

    static String branch(String message) {
        return TestPhone.parameter(TestPhone.headers(message, "Via").getFirst(), "branch")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        phone.close();
    }
}
