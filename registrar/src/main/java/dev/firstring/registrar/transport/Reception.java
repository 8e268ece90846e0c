package dev.firstring.registrar.transport;

import dev.firstring.registrar.call.CallRequests;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.message.MessageHead;
import dev.firstring.registrar.message.RawAnswers;
import dev.firstring.registrar.message.ReadRequest;
import dev.firstring.registrar.message.RequestReader;
import dev.firstring.registrar.message.RequestRules;
import dev.firstring.registrar.message.RequestRules.Flaw;
import dev.firstring.registrar.message.ReturnPath;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.request.Incoming;
import dev.firstring.registrar.request.Requests;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a message from either transport into the bytes of its response. Thread-safe. */
public final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int UNAUTHORIZED = 401;

    private final RequestReader reader = new RequestReader();
    private final Requests requests;
    private final CallRequests calls;
    private final Answers answers;
    private final RawAnswers raw;
    private final Traffic traffic;

    public Reception(Requests requests, CallRequests calls, Answers answers, Traffic traffic) {
        this.requests = requests;
        this.calls = calls;
        this.answers = answers;
        this.raw = new RawAnswers(answers);
        this.traffic = traffic;
    }

    /**
     * Answers a message. Never throws.
     *
     * @param body the bytes received after the head
     * @return empty if the message gets no response, or not at once
     */
    Optional<Reply> take(MessageHead head, byte[] body, Flow flow) {
        String transport = flow.transport().toLowerCase(Locale.ROOT);
        try {
            return read(head, body, flow, transport);
        } catch (RuntimeException e) {
            // A bug here must not end the thread that serves all clients.
            LOG.error("A request could not be answered", e);
            traffic.dropped(transport, "fault");
            return Optional.empty();
        }
    }

    /**
     * Rejects a malformed message, or a message whose end cannot be found. Never throws.
     *
     * @return empty if the bytes have no usable Via
     */
    Optional<Reply> refuse(byte[] bytes, int length, Flaw flaw, InetSocketAddress source, String transport) {
        return MessageHead.salvage(bytes, length)
                .filter(head -> !RequestRules.isSilent(head))
                .flatMap(head -> flawed(head, flaw, source))
                .or(() -> dropped(transport, "not_sip"));
    }

    private Optional<Reply> read(MessageHead head, byte[] body, Flow flow, String transport) {
        if (RequestRules.isSilent(head)) {
            return silent(head, body, flow, transport);
        }
        InetSocketAddress source = flow.remote();
        Flaw flaw = RequestRules.flaw(head, body.length).orElse(null);
        if (flaw != null) {
            return flawed(head, flaw, source).or(() -> dropped(transport, "not_sip"));
        }
        return switch (reader.read(head)) {
            case ReadRequest.Ignored(String reason) ->
                flawed(head, Flaw.of(400, "Bad Request"), source).or(() -> dropped(transport, reason));
            case ReadRequest.Flawed(SIPRequest request, int status, String reason) ->
                reply(request, head, source, () -> answers.of(request, status, reason));
            case ReadRequest.Good(SIPRequest request, MessageHead good) -> {
                Incoming incoming = new Incoming(request, good, flow);
                if (Requests.isForThisServer(request)) {
                    yield reply(request, head, source, () -> requests.answer(incoming));
                }
                calls.take(incoming, message(good, body), flow);
                yield Optional.empty();
            }
        };
    }

    private Optional<Reply> silent(MessageHead head, byte[] body, Flow flow, String transport) {
        if (head.firstLine().startsWith("SIP/")) {
            return RequestRules.isGoodResponse(head) && calls.respond(message(head, body))
                    ? Optional.empty()
                    : dropped(transport, "response");
        }
        if (!RequestRules.isGoodAcknowledgement(head, body.length)) {
            return dropped(transport, "ack");
        }
        calls.acknowledge(message(head, body), flow);
        return Optional.empty();
    }

    /** The message with as much body as it says, or with all of it. */
    private static SipMessage message(MessageHead head, byte[] body) {
        boolean told = !head.values("content-length").isEmpty();
        int length = told ? Math.min(head.bodyLength().orElse(0), body.length) : body.length;
        return new SipMessage(head, Arrays.copyOf(body, length));
    }

    private Optional<Reply> flawed(MessageHead head, Flaw flaw, InetSocketAddress source) {
        return raw.of(head, flaw, source).map(answer -> {
            traffic.answered(head.firstLine().replaceFirst(" .*", ""), flaw.status());
            return new Reply(answer.bytes(), answer.port(), true);
        });
    }

    private Optional<Reply> dropped(String transport, String reason) {
        traffic.dropped(transport, reason);
        return Optional.empty();
    }

    private Optional<Reply> reply(
            SIPRequest request, MessageHead head, InetSocketAddress source, Supplier<SIPResponse> making) {
        return ReturnPath.of(head, source).map(path -> reply(request, head, path, making));
    }

    private Reply reply(SIPRequest request, MessageHead head, ReturnPath path, Supplier<SIPResponse> making) {
        SIPResponse answer;
        try {
            answer = making.get();
        } catch (RuntimeException e) {
            LOG.error("A request could not be answered", e);
            answer = answers.of(request, 500, "Server Internal Error");
        }
        int status = answer.getStatusCode();
        traffic.answered(request.getMethod(), status);
        return new Reply(Answers.bytes(answer, head, path), path.port(), status != UNAUTHORIZED);
    }
}
