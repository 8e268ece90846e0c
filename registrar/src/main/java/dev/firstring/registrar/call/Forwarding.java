package dev.firstring.registrar.call;

import dev.firstring.registrar.message.Responses;
import dev.firstring.registrar.message.SipMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is forwarded to one phone or to several at once, until it has its final response (RFC 3261, section
 * 16.7). Guarded by {@link Transactions}.
 */
final class Forwarding implements Branch.Listener {

    private static final int REDIRECTION = 300;
    private static final int GLOBAL = 600;
    private static final Set<Integer> PREFERRED = Set.of(401, 407, 415, 420, 484, 486);

    private final Responses responses;
    private final ServerTransaction upstream;
    private final @Nullable Call call;
    private final Runnable whenEnded;
    private final Map<Branch, Target> branches = new LinkedHashMap<>();
    private int best;
    private @Nullable SipMessage bestResponse;
    private String bestReason = "";
    private boolean cancelled;
    private boolean succeeded;
    private boolean ended;

    /**
     * Prepares one.
     *
     * @param call whose phones are known by their responses; null for a request outside of calls
     * @param whenEnded is run once, when the final response has been sent
     */
    Forwarding(Responses responses, ServerTransaction upstream, @Nullable Call call, Runnable whenEnded) {
        this.responses = responses;
        this.upstream = upstream;
        this.call = call;
        this.whenEnded = whenEnded;
        upstream.forwardedBy(this);
    }

    void add(Branch branch, Target target) {
        branches.put(branch, target);
    }

    void start() {
        List.copyOf(branches.keySet()).forEach(Branch::start);
    }

    boolean isSucceeded() {
        return succeeded;
    }

    List<Target> targets() {
        return List.copyOf(branches.values());
    }

    /** The caller has given up. */
    void cancel() {
        cancelled = true;
        branches.keySet().forEach(Branch::cancel);
    }

    /** A phone has signed out, or its account is no longer active: it rings no more. */
    void gone(Target.Contact contact) {
        Map.copyOf(branches).forEach((branch, target) -> {
            if (contact.equals(target.contact()) && branch.isOpen()) {
                branch.abandon(480, "Temporarily Unavailable");
            }
        });
    }

    @Override
    public void progressed(Branch branch, SipMessage response) {
        if (!ended && upstream.request().method().equals("INVITE")) {
            know(branch, response);
            upstream.respond(passedOn(response));
        }
    }

    @Override
    public void ended(Branch branch, int status, SipMessage response) {
        if (status < REDIRECTION) {
            if (succeeded || !ended) {
                know(branch, response);
                upstream.respond(passedOn(response));
            }
            if (!ended) {
                succeeded = true;
                branches.keySet().forEach(Branch::cancel);
                end();
            }
            return;
        }
        consider(status, response, "");
        if (status >= GLOBAL) {
            branches.keySet().forEach(Branch::cancel);
        }
        finish();
    }

    @Override
    public void failed(Branch branch, int status, String reason) {
        consider(status, null, reason);
        finish();
    }

    private void consider(int status, @Nullable SipMessage response, String reason) {
        if (best == 0 || rank(status) < rank(best)) {
            best = status;
            bestResponse = response;
            bestReason = reason;
        }
    }

    /** A decline by the user first, then the lowest class, and of that what the caller can act on. */
    private static int rank(int status) {
        int ofClass = status >= GLOBAL ? 0 : status;
        return ofClass - (PREFERRED.contains(status) ? 50 : 0) + (status == 408 || status == 487 ? 90 : 0);
    }

    private void finish() {
        if (ended || branches.keySet().stream().anyMatch(Branch::isOpen)) {
            return;
        }
        if (cancelled) {
            upstream.respond(responses.of(upstream.request(), 487, "Request Terminated"));
        } else if (bestResponse == null) {
            upstream.respond(responses.of(upstream.request(), best, bestReason));
        } else if (best == 503) {
            // The caller would not try anybody here for a while (RFC 3261, section 16.7, step 6).
            upstream.respond(responses.of(upstream.request(), 500, "Server Internal Error"));
        } else {
            upstream.respond(passedOn(bestResponse));
        }
        end();
    }

    private void end() {
        ended = true;
        whenEnded.run();
    }

    private void know(Branch branch, SipMessage response) {
        if (call != null) {
            call.answeredBy(response, branch.flow());
        }
    }

    /** The caller gets back its own From header, whose name the callee has not seen. */
    private SipMessage passedOn(SipMessage response) {
        return response.withoutTopVia()
                .without(Outgoing.NOT_PASSED_ON)
                .replacing("from", "From: " + upstream.request().value("from"));
    }
}
