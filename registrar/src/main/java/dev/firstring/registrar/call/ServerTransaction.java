package dev.firstring.registrar.call;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.transport.Traffic;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that was received, and its responses (RFC 3261, section 17.2; RFC 6026). Guarded by {@link Transactions}. */
public final class ServerTransaction {

    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private final Transactions table;
    private final Traffic traffic;
    private final String key;
    private final SipMessage request;
    private final Flow flow;
    private byte @Nullable [] last;
    private boolean ended;
    private boolean acknowledged;
    private @Nullable Forwarding forwarding;

    /**
     * Starts one.
     *
     * @param request with its source in its first Via
     * @param flow where responses go
     */
    ServerTransaction(Transactions table, Traffic traffic, String key, SipMessage request, Flow flow) {
        this.table = table;
        this.traffic = traffic;
        this.key = key;
        this.request = request;
        this.flow = flow;
        table.add(this);
    }

    String key() {
        return key;
    }

    public SipMessage request() {
        return request;
    }

    Flow flow() {
        return flow;
    }

    /** What forwards the request; null if it is answered here. */
    @Nullable
    Forwarding forwarding() {
        return forwarding;
    }

    void forwardedBy(Forwarding chosen) {
        forwarding = chosen;
    }

    /** Whether a final response was sent. */
    boolean isEnded() {
        return ended;
    }

    /** The request has arrived again. */
    void repeated() {
        if (last != null && !acknowledged) {
            flow.send(last);
        }
    }

    /** The final response has arrived. */
    void acknowledge() {
        acknowledged = true;
    }

    /** Sends a response. */
    public void respond(SipMessage response) {
        int status = Status.of(response);
        byte[] bytes = response.bytes();
        flow.send(bytes);
        if (status < OK) {
            last = bytes;
            return;
        }
        if (ended) {
            // Another 2xx, of another phone or repeated by the same one.
            return;
        }
        ended = true;
        traffic.answered(request.method(), status);
        boolean invite = isInvite();
        boolean repeats = invite && status >= REDIRECTION && flow.isUnreliable();
        last = invite && status < REDIRECTION ? null : bytes;
        if (repeats) {
            table.after(Transactions.T1, () -> repeat(bytes, Transactions.T1));
        }
        if (invite || flow.isUnreliable()) {
            table.after(Transactions.LIFE, () -> table.remove(this));
        } else {
            table.remove(this);
        }
    }

    /**
     * Refuses the request and forgets it: what is sent again is judged again, so that refused requests take no memory.
     */
    void refuse(SipMessage response) {
        ended = true;
        traffic.answered(request.method(), Status.of(response));
        flow.send(response.bytes());
        table.remove(this);
    }

    private boolean isInvite() {
        return request.method().equals("INVITE");
    }

    private void repeat(byte[] bytes, Duration before) {
        if (acknowledged || table.server(key) != this) {
            return;
        }
        flow.send(bytes);
        Duration next = Transactions.doubled(before);
        table.after(next, () -> repeat(bytes, next));
    }
}
