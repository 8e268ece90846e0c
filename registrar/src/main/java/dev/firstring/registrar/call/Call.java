package dev.firstring.registrar.call;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.flow.Flow;
import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.report.AnsweredCall;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call that was set up through here: who may send requests within it, and where they go. Guarded by {@link Transactions}. */
final class Call {

    private static final int MOST_LEGS = 20;

    private final String token;
    private final AddressOfRecord caller;
    private final @Nullable AddressOfRecord callee;
    private final String callId;
    private final String callerTag;
    private Flow callerFlow;
    private final Map<String, Flow> legs = new HashMap<>();
    private @Nullable AnsweredCall answered;

    Call(String token, AddressOfRecord caller, @Nullable AddressOfRecord callee, SipMessage invite, Flow callerFlow) {
        this.token = token;
        this.caller = caller;
        this.callee = callee;
        this.callId = invite.value("call-id");
        this.callerTag = invite.tag("from").orElse("");
        this.callerFlow = callerFlow;
    }

    /** The user of its Record-Route, which only the phones of this call know. */
    String token() {
        return token;
    }

    AddressOfRecord caller() {
        return caller;
    }

    /** The accounts of this domain that take part. */
    Set<AddressOfRecord> accounts() {
        Set<AddressOfRecord> accounts = new HashSet<>(List.of(caller));
        if (callee != null) {
            accounts.add(callee);
        }
        return accounts;
    }

    void answered(AnsweredCall report) {
        answered = report;
    }

    /** Reports the end of a call that was answered. */
    void over() {
        if (answered != null) {
            answered.ended();
            answered = null;
        }
    }

    /** A phone has responded with a To tag. */
    void answeredBy(SipMessage response, Flow flow) {
        if (legs.size() < MOST_LEGS) {
            response.tag("to").ifPresent(tag -> legs.put(tag, flow));
        }
    }

    /**
     * Where a request within the call goes; empty if it does not belong to the call. A phone whose port has changed, or
     * that has connected again, is answered on the new flow.
     */
    Optional<Flow> destination(SipMessage request, Flow source) {
        @Nullable String from = request.tag("from").orElse(null);
        @Nullable String to = request.tag("to").orElse(null);
        if (!request.value("call-id").equals(callId) || from == null || to == null) {
            return Optional.empty();
        }
        @Nullable Flow called = legs.get(to);
        if (from.equals(callerTag) && called != null) {
            callerFlow = moved(callerFlow, source);
            return Optional.of(called);
        }
        @Nullable Flow calling = legs.get(from);
        if (to.equals(callerTag) && calling != null) {
            legs.put(from, moved(calling, source));
            return Optional.of(callerFlow);
        }
        return Optional.empty();
    }

    /** Removes the phone that a BYE concerns; true if none is left. */
    boolean endedBy(SipMessage bye) {
        bye.tag("from").ifPresent(legs::remove);
        bye.tag("to").ifPresent(legs::remove);
        return legs.isEmpty();
    }

    private static Flow moved(Flow known, Flow source) {
        boolean sameHost = known.remote().getAddress().equals(source.remote().getAddress());
        return !known.isOpen() || sameHost ? source : known;
    }
}
