package dev.firstring.peers.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A SIP client of a few lines over UDP, for what real phones refuse to do: odd names, odd hashes, repeated requests.
 * Speaks MD5 and SHA-256, whatever the server asks for. Not thread-safe.
 */
public final class RawSip implements AutoCloseable {

    private static final int TRIES = 6;

    private final SipTarget target;
    private final DatagramSocket socket;
    private final String callId = UUID.randomUUID().toString();
    private String contactAddress = "";
    private int sequence;
    private String lastRequest = "";

    /** A client on a free port of 127.0.0.1. */
    public RawSip(SipTarget target) {
        this(target, "127.0.0.1");
    }

    /** A client on a free port of an address of this host. */
    public RawSip(SipTarget target, String from) {
        if (target.transport() != Transport.UDP) {
            throw new IllegalArgumentException("this client speaks UDP only");
        }
        this.target = target;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.setSoTimeout(700);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on its contacts are those of a phone behind a router, which knows only its own address there. */
    public RawSip behindRouter(String address) {
        contactAddress = address;
        return this;
    }

    /** Registers: a request without credentials, then one that answers the challenge. */
    public Registration register(SipLogin login) {
        return register(login, login.username());
    }

    /** The same under an authentication name of choice, such as {@code user@domain}. */
    public Registration register(SipLogin login, String authenticationName) {
        return register(login, authenticationName, "");
    }

    /** The same with further headers, whole lines. */
    public Registration register(SipLogin login, String authenticationName, String headers) {
        Registration first = send(request("REGISTER", login, headers));
        if (!first.status().startsWith("401")) {
            return first;
        }
        DigestChallenge challenge = DigestChallenge.in(first.output());
        return send(request("REGISTER", login, challenge.answer("REGISTER", login, authenticationName) + headers));
    }

    /** The header line that answers the challenge (407) of a request other than REGISTER. */
    public String proxyAnswer(String challenge, String method, SipLogin login) {
        return "Proxy-" + DigestChallenge.in(challenge).answer(method, login, login.username());
    }

    /** Asks without credentials: OPTIONS to the domain. */
    public Registration options(SipLogin login) {
        return send(request("OPTIONS", login, ""));
    }

    /** Sends the last request once more, byte for byte. */
    public Registration repeat() {
        return send(lastRequest);
    }

    /** Sends a whole request and waits for its final answer, repeating it as RFC 3261 17.1.2 wants over UDP. */
    public Registration send(String request) {
        lastRequest = request;
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        try {
            InetSocketAddress server = new InetSocketAddress(target.host(), target.port());
            for (int tried = 0; tried < TRIES; tried++) {
                socket.send(new DatagramPacket(bytes, bytes.length, server));
                String answer = receive();
                if (!answer.isEmpty()) {
                    return Registration.seenIn(answer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Registration.seenIn("");
    }

    /** A request of this client in its current dialogue; {@code headers} are whole lines. */
    public String request(String method, SipLogin login, String headers) {
        sequence++;
        String here = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        String text = """
                %1$s sip:%2$s SIP/2.0
                Via: SIP/2.0/UDP %3$s;branch=z9hG4bK%4$s;rport
                Max-Forwards: 70
                From: <sip:%5$s>;tag=raw
                To: <sip:%5$s>
                Call-ID: %6$s
                CSeq: %7$d %1$s
                Contact: <sip:%8$s@%10$s>
                Expires: 300
                %9$sContent-Length: 0

                """.formatted(
                        method,
                        login.domain(),
                        here,
                        UUID.randomUUID(),
                        login.aor(),
                        callId,
                        sequence,
                        login.username(),
                        headers,
                        contactAddress.isEmpty() ? here : contactAddress);
        return text.replace("\n", "\r\n");
    }

    @Override
    public void close() {
        socket.close();
    }

    private String receive() throws IOException {
        byte[] buffer = new byte[65_535];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String answer = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
                boolean current = answer.contains("CSeq: " + sequence + " ");
                if (current && !answer.startsWith("SIP/2.0 1")) {
                    return answer;
                }
            }
        } catch (SocketTimeoutException e) {
            return "";
        }
    }
}
