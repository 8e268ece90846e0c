package dev.firstring.registrar.call;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.echo.EchoAgent;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.message.TopVia;
import dev.firstring.registrar.request.Incoming;
import dev.firstring.registrar.transport.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests and responses of calls from the network: finds the transaction that they belong to, or starts one.
 * Thread-safe.
 */
public final class CallRequests {

    private static final Logger LOG = LoggerFactory.getLogger(CallRequests.class);
    private static final Set<String> OUTSIDE_OF_CALLS = Set.of("INVITE", "MESSAGE", "OPTIONS");

    private final Transactions table;
    private final Calls calls;
    private final Admission admission;
    private final CallRouter router;
    private final EchoAgent echo;
    private final Responses responses;
    private final Traffic traffic;

    public CallRequests(
            Transactions table,
            Calls calls,
            Admission admission,
            CallRouter router,
            EchoAgent echo,
            Responses responses,
            Traffic traffic) {
        this.table = table;
        this.calls = calls;
        this.admission = admission;
        this.router = router;
        this.echo = echo;
        this.responses = responses;
        this.traffic = traffic;
    }

    /** Takes a well-formed request other than an ACK. May wait for the database. */
    public void take(Incoming incoming, SipMessage received, Flow flow) {
        SipMessage request = received.receivedFrom(flow.remote());
        Optional<String> key =
                Transactions.key(request, flow.remote().getAddress().getHostAddress());
        if (key.isEmpty()) {
            traffic.dropped(flow.transport().toLowerCase(Locale.ROOT), "not_sip");
            return;
        }
        Flow back = back(request, flow);
        ServerTransaction transaction = table.locked(() -> begin(key.get(), request, flow, back));
        if (transaction == null) {
            return;
        }
        Admission.Outcome outcome = admit(incoming, request);
        table.locked(() -> {
            go(transaction, outcome, flow);
            return true;
        });
        table.locked(() -> {
            router.recheck(transaction);
            return true;
        });
    }

    /** Takes an ACK: of a final response from here, or of a 2xx from a phone. */
    public void acknowledge(SipMessage ack, Flow flow) {
        table.locked(() -> {
            SipMessage request = ack.receivedFrom(flow.remote());
            Optional<ServerTransaction> invite = Transactions.key(
                            request, flow.remote().getAddress().getHostAddress())
                    .map(table::server);
            if (invite.isPresent()) {
                invite.get().acknowledge();
            }
            if (!echo.acknowledge(request) && invite.isEmpty()) {
                router.acknowledge(request, flow);
            }
            return true;
        });
    }

    /** Takes a response; false if nothing was sent that it belongs to. */
    public boolean respond(SipMessage response) {
        int status = Status.of(response);
        return status > 0
                && table.locked(() -> {
                    Branch branch = table.branch(response);
                    if (branch != null) {
                        branch.received(response, status);
                    }
                    return branch != null;
                });
    }

    /** Ends what rings at contacts that were removed. */
    public void removed(AddressOfRecord address, List<Binding> removed) {
        table.after(
                Duration.ZERO,
                () -> removed.forEach(
                        binding -> router.gone(address, binding.contact().key())));
    }

    /** Starts a transaction that needs to know who the caller is; null if the request is dealt with. */
    private @Nullable ServerTransaction begin(String key, SipMessage request, Flow flow, Flow back) {
        ServerTransaction earlier = table.server(key);
        String method = request.method();
        if (method.equals("CANCEL")) {
            cancel(request, back, earlier);
            return null;
        }
        if (earlier != null) {
            earlier.repeated();
            return null;
        }
        if (table.isFull()) {
            refuse(request, back, 503, "Service Unavailable", "Retry-After: 10");
            return null;
        }
        if (router.isLoop(request)) {
            refuse(request, back, 482, "Loop Detected");
            return null;
        }
        if (request.tag("to").isPresent()) {
            ServerTransaction transaction = new ServerTransaction(table, traffic, key, request, back);
            if (!echo.within(transaction)) {
                Calls.Within within = calls.within(request);
                Flow to = within.call() == null
                        ? null
                        : within.call().destination(request, flow).orElse(null);
                router.within(transaction, within, to, flow);
            }
            return null;
        }
        if (!OUTSIDE_OF_CALLS.contains(method)) {
            refuse(request, back, method.equals("BYE") ? 481 : 405, "Not Within a Call", "Allow: " + Answers.ALLOWED);
            return null;
        }
        return new ServerTransaction(table, traffic, key, request, back);
    }

    private Admission.Outcome admit(Incoming incoming, SipMessage request) {
        try {
            return admission.admit(incoming, request);
        } catch (RuntimeException e) {
            // The transaction must end.
            LOG.error("A call could not be routed", e);
            return new Admission.Outcome.Refused(responses.of(request, 500, "Server Internal Error"));
        }
    }

    private void go(ServerTransaction transaction, Admission.Outcome outcome, Flow source) {
        switch (outcome) {
            case Admission.Outcome.Refused(SipMessage response) -> transaction.refuse(response);
            case Admission.Outcome.Echo(var caller) -> echo.start(transaction, source, caller);
            case Admission.Outcome.Routed routed -> router.start(transaction, routed, source);
        }
    }

    /** Answers a CANCEL, and cancels the branches of its INVITE (RFC 3261, section 16.10). */
    private void cancel(SipMessage request, Flow back, @Nullable ServerTransaction invite) {
        if (invite == null) {
            refuse(request, back, 481, "Call/Transaction Does Not Exist");
            return;
        }
        refuse(request, back, 200, "OK");
        if (invite.forwarding() != null && !invite.isEnded()) {
            invite.forwarding().cancel();
        }
    }

    private void refuse(SipMessage request, Flow back, int status, String reason, String... headers) {
        traffic.answered(request.method(), status);
        back.send(responses.of(request, status, reason, headers).bytes());
    }

    private static Flow back(SipMessage request, Flow flow) {
        return TopVia.of(request.head())
                .filter(via ->
                        flow.isUnreliable() && !request.list("via").getFirst().contains("rport="))
                .map(via -> flow.toPort(via.port()))
                .orElse(flow);
    }
}
