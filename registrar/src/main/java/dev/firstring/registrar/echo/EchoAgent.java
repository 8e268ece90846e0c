package dev.firstring.registrar.echo;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.call.Outgoing;
import dev.firstring.registrar.call.ServerTransaction;
import dev.firstring.registrar.call.Transactions;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.report.Reports;
import dev.firstring.registrar.settings.EchoSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls and returns their audio, so that one person alone hears that the service works. Limited in number by its
 * ports, and in time. Guarded by {@link Transactions}.
 */
public final class EchoAgent {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Transactions table;
    private final Outgoing outgoing;
    private final Responses responses;
    private final EchoSettings settings;
    private final Reports reports;
    private final SecureRandom random;
    private final Map<String, EchoSession> sessions = new HashMap<>();

    public EchoAgent(
            Transactions table,
            Outgoing outgoing,
            Responses responses,
            EchoSettings settings,
            Reports reports,
            SecureRandom random) {
        this.table = table;
        this.outgoing = outgoing;
        this.responses = responses;
        this.settings = settings;
        this.reports = reports;
        this.random = random;
    }

    /** The number of echo calls. */
    public int live() {
        synchronized (table) {
            return sessions.size();
        }
    }

    /**
     * Answers a request to the echo.
     *
     * @param caller null if it is unknown
     */
    public void start(ServerTransaction transaction, Flow source, @Nullable AddressOfRecord caller) {
        SipMessage request = transaction.request();
        if (!request.method().equals("INVITE")) {
            boolean asked = request.method().equals("OPTIONS");
            transaction.respond(responses.of(
                    request, asked ? 200 : 405, asked ? "OK" : "Method Not Allowed", "Allow: " + Answers.ALLOWED));
            return;
        }
        Optional<SdpOffer> offer = offer(request);
        Optional<String> contact = EchoSession.contact(request);
        if (contact.isEmpty()) {
            transaction.respond(responses.of(request, 400, "Bad Contact"));
            return;
        }
        if (offer.isEmpty()) {
            transaction.respond(responses.of(request, 488, "Not Acceptable Here"));
            return;
        }
        Optional<RtpMirror> mirror = open(source, offer.get());
        if (mirror.isEmpty()) {
            transaction.respond(responses.of(request, 486, "Busy Here"));
            return;
        }
        EchoSession session = new EchoSession(responses.tag(request), source, mirror.get(), request, contact.get());
        sessions.put(session.tag(), session);
        mirror.get().start();
        table.after(settings.longest(), () -> hangUp(session));
        table.after(SILENCE, () -> listen(session));
        accept(transaction, session, offer.get());
        if (caller != null) {
            session.report(reports.answered(Set.of(caller)));
        }
    }

    /** Answers a request within an echo call; false if it belongs to none. */
    public boolean within(ServerTransaction transaction) {
        SipMessage request = transaction.request();
        Optional<EchoSession> found = session(request);
        found.ifPresent(session -> answer(transaction, request, session));
        return found.isPresent();
    }

    /** Takes an ACK; false if it belongs to no echo call. */
    public boolean acknowledge(SipMessage ack) {
        Optional<EchoSession> session = session(ack);
        session.ifPresent(EchoSession::acknowledged);
        return session.isPresent();
    }

    /** Ends all calls without telling the phones. */
    public void clear() {
        synchronized (table) {
            sessions.values().forEach(EchoSession::end);
            sessions.clear();
        }
    }

    private void answer(ServerTransaction transaction, SipMessage request, EchoSession session) {
        switch (request.method()) {
            case "BYE" -> {
                transaction.respond(responses.of(request, 200, "OK"));
                end(session);
            }
            case "INVITE", "UPDATE" -> change(transaction, request, session);
            case "OPTIONS", "INFO" -> transaction.respond(responses.of(request, 200, "OK"));
            default ->
                transaction.respond(responses.of(request, 405, "Method Not Allowed", "Allow: " + Answers.ALLOWED));
        }
    }

    /** Answers a new offer, or a refresh without one. */
    private void change(ServerTransaction transaction, SipMessage request, EchoSession session) {
        EchoSession.contact(request).ifPresent(session::movedTo);
        Optional<SdpOffer> offer = offer(request);
        boolean refresh = request.method().equals("UPDATE") && request.body().length == 0;
        if (offer.isPresent()) {
            accept(transaction, session, offer.get());
        } else {
            transaction.respond(responses.of(request, refresh ? 200 : 488, refresh ? "OK" : "Not Acceptable Here"));
        }
    }

    private static Optional<SdpOffer> offer(SipMessage request) {
        return SdpOffer.read(new String(request.body(), StandardCharsets.UTF_8));
    }

    private Optional<EchoSession> session(SipMessage request) {
        return request.tag("to").map(sessions::get).filter(session -> session.has(request));
    }

    private void accept(ServerTransaction transaction, EchoSession session, SdpOffer offer) {
        SipMessage request = transaction.request();
        Flow flow = session.flow();
        String host = flow.local().getAddress().getHostAddress().replaceFirst("%.*", "");
        long id = Integer.toUnsignedLong(session.tag().hashCode());
        String sdp = offer.answer(host, session.mirror().port(), id, session.nextVersion());
        List<String> routes = request.head().values("record-route").stream()
                .map(route -> "Record-Route: " + route)
                .toList();
        SipMessage answer = responses
                .of(
                        request,
                        200,
                        "OK",
                        "Contact: <sip:echo@" + Outgoing.host(flow) + ";transport="
                                + flow.transport().toLowerCase(Locale.ROOT) + ">",
                        "Allow: " + Answers.ALLOWED,
                        "Content-Type: application/sdp")
                .withFirst(routes)
                .withBody(sdp.getBytes(StandardCharsets.UTF_8));
        transaction.respond(answer);
        if (request.method().equals("INVITE")) {
            session.answered(table, answer.bytes(), () -> hangUp(session));
        }
    }

    private void hangUp(EchoSession session) {
        if (!session.isEnded()) {
            end(session);
            session.hangUp(table, outgoing);
        }
    }

    private void end(EchoSession session) {
        session.end();
        sessions.remove(session.tag(), session);
    }

    /** Ends a call whose phone has gone without a BYE. */
    private void listen(EchoSession session) {
        if (session.isEnded()) {
            return;
        }
        if (session.isHeard()) {
            table.after(SILENCE, () -> listen(session));
        } else {
            hangUp(session);
        }
    }

    private Optional<RtpMirror> open(Flow source, SdpOffer offer) {
        Set<InetAddress> allowed = new HashSet<>(List.of(source.remote().getAddress()));
        offer.address().ifPresent(allowed::add);
        int first = settings.firstPort() + settings.firstPort() % 2;
        for (int port = first; port <= settings.lastPort(); port += 2) {
            Optional<DatagramSocket> socket =
                    bind(new InetSocketAddress(source.local().getAddress(), port));
            if (socket.isPresent()) {
                return Optional.of(new RtpMirror(socket.get(), allowed, random.nextInt()));
            }
        }
        return Optional.empty();
    }

    /** Binds a socket; empty if the port is taken by another call or another program. */
    private static Optional<DatagramSocket> bind(InetSocketAddress address) {
        try {
            return Optional.of(new DatagramSocket(address));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
