package dev.firstring.sipserver.sync;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.Credential;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.fleet.Fleet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Requests from SIP servers what is not a change of a credential: comparisons and deregistrations. The request and its
 * audit event are stored in one transaction; then the servers are called within the time budget of a request. Any node
 * retries the rest in the background until it is done. Must not be called within a transaction. Thread-safe.
 */
@Component
public class AskServers {

    private final Fleet fleet;
    private final SyncStore store;
    private final SyncInRequest sync;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;

    AskServers(Fleet fleet, SyncStore store, SyncInRequest sync, AuditTrail trail, RetryingTransactions transactions) {
        this.fleet = fleet;
        this.store = store;
        this.sync = sync;
        this.trail = trail;
        this.transactions = transactions;
    }

    /**
     * Compares every server with the database and corrects it: an account that is missing, blocked, extra, or has a
     * wrong name or secret; contacts of a credential that is not active.
     *
     * @param actor who requests it, as in {@link AuditEvent}
     * @return the differences found and the steps done; no steps if no server is configured
     */
    public SyncReport compare(Credential credential, String actor, Instant now) {
        AuditEvent event = event("credential.compared", credential, actor, fleet.ids());
        return ask(credential, fleet.ids(), event, now, () -> {
                    store.compare(credential.id(), fleet.ids(), now);
                    return true;
                })
                .orElseThrow();
    }

    /**
     * Ends all registrations of a credential on every server. A phone may register again; a registration that is newer
     * than the request is not ended.
     *
     * @return the steps done; no steps if no server is configured
     */
    public SyncReport endContacts(Credential credential, String actor, Instant now) {
        AuditEvent event = event("credential.deregistered", credential, actor, fleet.ids());
        return ask(credential, fleet.ids(), event, now, () -> {
                    store.endContacts(credential.id(), fleet.ids(), now);
                    return true;
                })
                .orElseThrow();
    }

    /**
     * Ends one registration on these servers.
     *
     * @param contact {@link dev.firstring.sipserver.Registration#id}
     * @return the steps done; empty if too many such requests are already pending for these servers, and nothing was
     *     stored
     */
    public Optional<SyncReport> endContact(
            Credential credential, Collection<ServerId> servers, String contact, String actor, Instant now) {
        AuditEvent event = event("credential.device_dropped", credential, actor, servers);
        return ask(credential, servers, event, now, () -> store.endContact(credential.id(), servers, contact, now));
    }

    private Optional<SyncReport> ask(
            Credential credential,
            Collection<ServerId> servers,
            AuditEvent event,
            Instant now,
            Supplier<Boolean> request) {
        boolean kept = transactions.run(status -> {
            boolean done = servers.isEmpty() || request.get();
            if (done) {
                trail.record(now, event);
            } else {
                status.setRollbackOnly();
            }
            return done;
        });
        if (!kept) {
            return Optional.empty();
        }
        return Optional.of(servers.isEmpty() ? SyncReport.synced(List.of()) : sync.sync(credential.id(), servers));
    }

    private static AuditEvent event(String action, Credential credential, String actor, Collection<ServerId> servers) {
        Map<String, Object> detail = new TreeMap<>();
        detail.put("servers", servers.stream().map(ServerId::value).toList());
        return new AuditEvent(
                action, actor, credential.account().value(), credential.id().value(), null, detail);
    }
}
