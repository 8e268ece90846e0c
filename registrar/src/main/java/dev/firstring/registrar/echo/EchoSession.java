package dev.firstring.registrar.echo;

import dev.firstring.registrar.call.Branch;
import dev.firstring.registrar.call.Outgoing;
import dev.firstring.registrar.call.Transactions;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.report.AnsweredCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call of the echo, as its callee (RFC 3261, section 12). Guarded by {@link Transactions}. */
final class EchoSession {

    private static final Pattern URI = Pattern.compile("(?:[^<>]*<)?(sips?:[^<>\\s\"]{1,500}+)(?:>.*)?");

    private final String tag;
    private final Flow flow;
    private final RtpMirror mirror;
    private final SipMessage invite;
    private String target;
    private byte @Nullable [] unacknowledged;
    private long heard;
    private boolean ended;
    private @Nullable AnsweredCall report;
    private int version = 1;

    EchoSession(String tag, Flow flow, RtpMirror mirror, SipMessage invite, String target) {
        this.tag = tag;
        this.flow = flow;
        this.mirror = mirror;
        this.invite = invite;
        this.target = target;
    }

    /** The URI of the Contact of a request; empty if it has none. */
    static Optional<String> contact(SipMessage request) {
        return request.list("contact").stream().findFirst().flatMap(value -> {
            Matcher uri = URI.matcher(value.indexOf('<') < 0 ? value.replaceFirst(";.*", "") : value);
            return uri.matches() ? Optional.of(uri.group(1)) : Optional.empty();
        });
    }

    String tag() {
        return tag;
    }

    RtpMirror mirror() {
        return mirror;
    }

    Flow flow() {
        return flow;
    }

    int nextVersion() {
        return version++;
    }

    boolean isEnded() {
        return ended;
    }

    boolean has(SipMessage request) {
        return request.value("call-id").equals(invite.value("call-id"))
                && request.tag("from").equals(invite.tag("from"));
    }

    void movedTo(String contact) {
        target = contact;
    }

    /** Sends a 2xx again until its ACK arrives (RFC 3261, section 13.3.1.4). */
    void answered(Transactions table, byte[] response, Runnable givenUp) {
        unacknowledged = response;
        table.after(Transactions.T1, () -> repeat(table, response, Transactions.T1));
        table.after(Transactions.LIFE, () -> {
            if (isWaiting(response)) {
                givenUp.run();
            }
        });
    }

    void acknowledged() {
        unacknowledged = null;
    }

    /** Whether media has come since this was last asked. */
    boolean isHeard() {
        long before = heard;
        heard = mirror.returned();
        return heard > before;
    }

    /** Reports the end of the call to it. */
    void report(AnsweredCall answered) {
        report = answered;
    }

    void end() {
        if (!ended && report != null) {
            report.ended();
        }
        ended = true;
        mirror.close();
    }

    /** Tells the phone that the call is over. */
    void hangUp(Transactions table, Outgoing outgoing) {
        List<String> headers = new ArrayList<>();
        invite.list("record-route").forEach(route -> headers.add("Route: " + route));
        headers.add("From: " + invite.value("to") + ";tag=" + tag);
        headers.add("To: " + invite.value("from"));
        headers.add("Call-ID: " + invite.value("call-id"));
        headers.add("CSeq: 1 BYE");
        headers.add("Max-Forwards: 70");
        SipMessage bye = SipMessage.of("BYE " + target + " SIP/2.0", headers);
        String branch = outgoing.branch(bye);
        String via = "Via: SIP/2.0/" + flow.transport() + " " + Outgoing.host(flow) + ";rport;branch=" + branch;
        new Branch(table, branch, bye.withFirst(List.of(via)), flow, new Unheard()).start();
    }

    private void repeat(Transactions table, byte[] response, Duration before) {
        if (isWaiting(response)) {
            flow.send(response);
            Duration next = Transactions.doubled(before);
            table.after(next, () -> repeat(table, response, next));
        }
    }

    @SuppressWarnings("ArrayEquals")
    private boolean isWaiting(byte[] response) {
        return !ended && unacknowledged != null && unacknowledged.equals(response);
    }

    /** The call is over whatever the phone responds. */
    private static final class Unheard implements Branch.Listener {

        @Override
        public void progressed(Branch branch, SipMessage response) {}

        @Override
        public void ended(Branch branch, int status, SipMessage response) {}

        @Override
        public void failed(Branch branch, int status, String reason) {}
    }
}
