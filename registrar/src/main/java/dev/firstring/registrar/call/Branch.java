package dev.firstring.registrar.call;

import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.SipMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request that was sent, and its responses (RFC 3261, section 17.1; RFC 6026). Guarded by {@link Transactions}. */
public final class Branch {

    /** Longer than three minutes (RFC 3261, section 16.6, step 11). */
    static final Duration TIMER_C = Duration.ofSeconds(185);

    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int MOST_CANCELS = 10;
    private static final List<String> OF_ACK = List.of("From", "Call-ID", "Max-Forwards");

    private final Transactions table;
    private final String id;
    private final SipMessage sent;
    private final Flow flow;
    private final Listener listener;
    private final boolean invite;
    private final List<Timers.Timer> timers = new ArrayList<>();
    private boolean provisional;
    private boolean cancelWanted;
    private boolean cancelSent;
    private boolean answered;
    private int status;

    /** Is told of the responses to a branch. */
    public interface Listener {

        /** A response from 101 to 199. */
        void progressed(Branch branch, SipMessage response);

        /** A final response; for an INVITE each 2xx, also repeated ones. */
        void ended(Branch branch, int status, SipMessage response);

        /** No response has come in time, or the request could not be sent. */
        void failed(Branch branch, int status, String reason);
    }

    /** @param sent with a first Via of this branch */
    public Branch(Transactions table, String id, SipMessage sent, Flow flow, Listener listener) {
        this.table = table;
        this.id = id;
        this.sent = sent;
        this.flow = flow;
        this.listener = listener;
        this.invite = sent.method().equals("INVITE");
    }

    String id() {
        return id;
    }

    Flow flow() {
        return flow;
    }

    /** Whether no final response has come yet. */
    boolean isOpen() {
        return status == 0;
    }

    /** Sends the request. */
    public void start() {
        table.add(this);
        byte[] bytes = sent.bytes();
        if (!flow.send(bytes)) {
            fail(480, "Temporarily Unavailable");
            return;
        }
        if (flow.isUnreliable()) {
            timers.add(table.after(Transactions.T1, () -> repeat(bytes, Transactions.T1)));
        }
        timers.add(table.after(Transactions.LIFE, () -> {
            if (!provisional || !invite) {
                fail(408, "Request Timeout");
            }
        }));
    }

    void received(SipMessage response, int code) {
        if (response.sequenceMethod().equals("CANCEL")) {
            answered |= code >= OK;
            return;
        }
        answered |= code >= OK;
        if (code < OK) {
            progress(response, code);
        } else if (invite && code < REDIRECTION) {
            conclude(code);
            listener.ended(this, code, response);
        } else {
            if (invite) {
                flow.send(acknowledgement(response).bytes());
            }
            if (isOpen()) {
                conclude(code);
                listener.ended(this, code, response);
            }
        }
    }

    /** Cancels an INVITE, at once or as soon as the phone has responded (RFC 3261, section 9.1). */
    void cancel() {
        if (!invite || !isOpen() || cancelWanted) {
            return;
        }
        cancelWanted = true;
        if (provisional) {
            sendCancel();
        }
    }

    private void progress(SipMessage response, int code) {
        provisional = true;
        if (cancelWanted) {
            sendCancel();
        }
        if (!isOpen() || cancelWanted) {
            return;
        }
        if (invite) {
            stopTimers();
            timers.add(table.after(TIMER_C, () -> abandon(408, "Request Timeout")));
        }
        if (code > 100) {
            listener.progressed(this, response);
        }
    }

    /** Cancels an INVITE and does not wait for its response. */
    void abandon(int code, String reason) {
        cancel();
        fail(code, reason);
    }

    private void sendCancel() {
        if (cancelSent) {
            return;
        }
        cancelSent = true;
        stopTimers();
        byte[] bytes = within("CANCEL", sent.value("to")).bytes();
        flow.send(bytes);
        if (flow.isUnreliable()) {
            table.after(Transactions.T1, () -> repeatCancel(bytes, Transactions.T1, 1));
        }
        timers.add(table.after(Transactions.LIFE, () -> fail(487, "Request Terminated")));
    }

    private void repeatCancel(byte[] bytes, Duration before, int times) {
        if (!answered && times < MOST_CANCELS) {
            flow.send(bytes);
            Duration next = Transactions.doubled(before);
            table.after(next, () -> repeatCancel(bytes, next, times + 1));
        }
    }

    private void repeat(byte[] bytes, Duration before) {
        if (isOpen() && !(invite && provisional)) {
            flow.send(bytes);
            Duration next = invite ? before.multipliedBy(2) : Transactions.doubled(before);
            timers.add(table.after(next, () -> repeat(bytes, next)));
        }
    }

    private void fail(int code, String reason) {
        if (isOpen()) {
            conclude(code);
            listener.failed(this, code, reason);
        }
    }

    /** Later responses are still recognised for a while: repeated ones, and a 2xx that has crossed a CANCEL. */
    private void conclude(int code) {
        if (isOpen()) {
            status = code;
            stopTimers();
            table.after(Transactions.LIFE, () -> table.remove(this));
        }
    }

    private void stopTimers() {
        timers.forEach(Timers.Timer::cancel);
        timers.clear();
    }

    private SipMessage acknowledgement(SipMessage response) {
        return within("ACK", response.value("to"));
    }

    /** An ACK or a CANCEL (RFC 3261, sections 9.1 and 17.1.1.3). */
    private SipMessage within(String method, String to) {
        List<String> headers = new ArrayList<>();
        headers.add("Via: " + sent.list("via").getFirst());
        sent.head().values("route").forEach(route -> headers.add("Route: " + route));
        for (String name : OF_ACK) {
            sent.head().values(name.toLowerCase(Locale.ROOT)).forEach(value -> headers.add(name + ": " + value));
        }
        headers.add("To: " + to);
        headers.add("CSeq: " + sent.sequence() + " " + method);
        return SipMessage.of(method + " " + sent.uri() + " SIP/2.0", headers);
    }
}
