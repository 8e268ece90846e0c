package dev.firstring.registrar.call;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.account.CallRoute;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.contact.Bindings;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.HeaderValues;
import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.settings.RegistrarSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls and messages to the phones of the account that is dialled, or to the gateway. A request goes to the flow
 * of a registered contact, of a phone in the same call, or to the configured gateway: never to an address from a
 * message, so this is no open relay whatever a request says. Thread-safe.
 */
public final class CallRouter {

    private final Transactions table;
    private final Calls calls;
    private final Outgoing outgoing;
    private final Responses responses;
    private final Bindings bindings;
    private final String domain;
    private final Supplier<@Nullable Flow> gateway;
    private final Set<Forwarding> ringing = new HashSet<>();

    /** @param gateway the flow to the gateway; null without one */
    public CallRouter(
            Transactions table,
            Calls calls,
            Outgoing outgoing,
            Responses responses,
            Bindings bindings,
            RegistrarSettings settings,
            Supplier<@Nullable Flow> gateway) {
        this.table = table;
        this.calls = calls;
        this.outgoing = outgoing;
        this.responses = responses;
        this.bindings = bindings;
        this.domain = settings.domain();
        this.gateway = gateway;
    }

    /** Forwards a request that starts a call, or stands alone, of a caller that has signed in. */
    void start(ServerTransaction transaction, Admission.Outcome.Routed routed, Flow source) {
        SipMessage request = transaction.request();
        List<Target> targets = targets(routed, source);
        if (targets.isEmpty()) {
            boolean known = routed.route().dialled() instanceof CallRoute.Dialled.Account;
            transaction.respond(
                    known
                            ? responses.of(request, 480, "Temporarily Unavailable")
                            : responses.of(request, 404, "Not Found"));
            return;
        }
        AddressOfRecord caller = routed.caller();
        if (!calls.take(caller)) {
            transaction.respond(responses.of(request, 503, "Too Many Calls", "Retry-After: 10"));
            return;
        }
        boolean invite = request.method().equals("INVITE");
        @Nullable Call call = invite ? calls.begin(caller, callee(routed), request, source) : null;
        List<Forwarding> self = new ArrayList<>();
        Forwarding forwarding = new Forwarding(responses, transaction, call, () -> {
            ringing.removeAll(self);
            if (call == null) {
                calls.release(caller);
            } else if (self.getFirst().isSucceeded()) {
                calls.answered(call);
            } else {
                calls.end(call);
            }
        });
        self.add(forwarding);
        ringing.add(forwarding);
        if (invite) {
            transaction.respond(responses.of(request, 100, "Trying"));
        }
        SipMessage identified = identified(request, caller, routed.route().callerNumber());
        for (Target target : targets) {
            add(forwarding, identified, target, source, call == null ? null : call.token());
        }
        forwarding.start();
    }

    /** Forwards a request within a call; the flow is null if the request belongs to none. */
    void within(ServerTransaction transaction, Calls.Within within, @Nullable Flow to, Flow source) {
        SipMessage request = transaction.request();
        if (within.call() == null || to == null) {
            transaction.respond(responses.of(request, 481, "Call/Transaction Does Not Exist"));
            return;
        }
        Call call = within.call();
        if (table.isFull()) {
            transaction.respond(responses.of(request, 503, "Service Unavailable", "Retry-After: 10"));
            return;
        }
        boolean bye = request.method().equals("BYE");
        if (request.method().equals("INVITE")) {
            transaction.respond(responses.of(request, 100, "Trying"));
        }
        Forwarding forwarding = new Forwarding(responses, transaction, call, () -> {
            if (bye) {
                calls.bye(call, request);
            }
        });
        add(
                forwarding,
                within.request().without(Outgoing.NOT_PASSED_ON),
                new Target(to, request.uri(), null),
                source,
                null);
        forwarding.start();
    }

    /** Forwards the ACK of a 2xx, which has no response. */
    void acknowledge(SipMessage ack, Flow source) {
        Calls.Within within = calls.within(ack);
        if (within.call() != null) {
            within.call()
                    .destination(ack, source)
                    .ifPresent(flow -> flow.send(outgoing.request(
                                    within.request().without(Outgoing.NOT_PASSED_ON),
                                    new Target(flow, ack.uri(), null),
                                    source,
                                    outgoing.branchOfCopy(ack),
                                    null)
                            .bytes()));
        }
    }

    /** Cancels what rings at a contact that was removed. */
    void gone(AddressOfRecord address, String key) {
        Target.Contact contact = new Target.Contact(address, key);
        List.copyOf(ringing).forEach(forwarding -> forwarding.gone(contact));
    }

    /** Cancels what rings at contacts that were removed while it was being forwarded. */
    void recheck(ServerTransaction transaction) {
        if (transaction.forwarding() != null) {
            for (Target target : transaction.forwarding().targets()) {
                Target.Contact contact = target.contact();
                if (contact != null
                        && bindings.of(contact.address()).stream()
                                .noneMatch(held -> held.contact().key().equals(contact.key()))) {
                    gone(contact.address(), contact.key());
                }
            }
        }
    }

    /** Forgets all calls. */
    public void clear() {
        synchronized (table) {
            ringing.clear();
            calls.clear();
        }
    }

    private void add(Forwarding forwarding, SipMessage request, Target target, Flow source, @Nullable String token) {
        String id = outgoing.branch(request);
        SipMessage sent = outgoing.request(request, target, source, id, token);
        forwarding.add(new Branch(table, id, sent, target.flow(), forwarding), target);
    }

    private static @Nullable AddressOfRecord callee(Admission.Outcome.Routed routed) {
        return routed.route().dialled() instanceof CallRoute.Dialled.Account(AddressOfRecord address) ? address : null;
    }

    private List<Target> targets(Admission.Outcome.Routed routed, Flow source) {
        return switch (routed.route().dialled()) {
            case CallRoute.Dialled.Account(AddressOfRecord callee) ->
                bindings.of(callee).stream()
                        .filter(binding -> binding.flow().isOpen())
                        // A phone does not call itself, but its owner may call the other phones of the account.
                        .filter(binding -> !binding.flow().isSame(source))
                        .map(binding -> target(callee, binding))
                        .toList();
            case CallRoute.Dialled.Outside(String number) -> outside(number);
            case CallRoute.Dialled.Nobody nobody -> List.of();
        };
    }

    private List<Target> outside(String number) {
        @Nullable Flow flow = gateway.get();
        return flow == null
                ? List.of()
                : List.of(new Target(flow, "sip:" + number + "@" + address(flow) + ";user=phone", null));
    }

    private static Target target(AddressOfRecord callee, Binding binding) {
        return new Target(
                binding.flow(),
                binding.contact().uri(),
                new Target.Contact(callee, binding.contact().key()));
    }

    private static String address(Flow flow) {
        String host = flow.remote().getAddress().getHostAddress().replaceFirst("%.*", "");
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + flow.remote().getPort();
    }

    /**
     * The request with the verified number of the caller as its asserted identity (RFC 3325), and as the name in From:
     * many phones show that, and what the caller has put there may be anything.
     */
    private SipMessage identified(SipMessage request, AddressOfRecord caller, @Nullable String number) {
        SipMessage plain = request.without(Outgoing.NOT_PASSED_ON).without(Set.of("route"));
        boolean hidden = request.list("privacy").stream().anyMatch(privacy -> privacy.contains("id"));
        String from = HeaderValues.withoutName(request.value("from"));
        boolean named = number != null && !hidden && from.startsWith("<");
        String identity = number == null
                ? "<sip:" + caller.user() + "@" + domain + ">"
                : "<sip:" + number + "@" + domain + ";user=phone>";
        SipMessage shown = plain.replacing("from", "From: " + (named ? "\"" + number + "\" " : "") + from);
        return hidden ? shown : shown.withLast(List.of("P-Asserted-Identity: " + identity));
    }

    /** Whether the request was here before. */
    boolean isLoop(SipMessage request) {
        return outgoing.isLoop(request);
    }
}
