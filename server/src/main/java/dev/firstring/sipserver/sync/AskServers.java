package dev.firstring.sipserver.sync;

import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
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
 * Asks SIP servers for something that is no change of a credential. The request and its audit event are one transaction; then
 * the servers are asked, for as long as a request may wait. What is not done by then is retried in the background, by any node,
 * until it is done. Must not be called within a transaction. Thread-safe.
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
     * Compares every server with the database and corrects it: an account that is missing, blocked, of another name or
     * secret, or should not be there; contacts of a credential that is not active.
     *
     * @param actor who asks, as in {@link AuditEvent}
     * @return what was found and done; no steps if no server is configured
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
     * Ends all registrations of a credential on every server. A phone may register again, and a registration that is newer
     * than the request is left alone.
     *
     * @return what was done; no steps if no server is configured
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
     * Ends one registration, or one device's on the servers that may have it.
     *
     * @param contact {@link dev.firstring.sipserver.Registration#id}
     * @return what was done; empty if too many such requests wait for these servers already; nothing was stored then
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
        return Optional.of(servers.isEmpty() ? SyncReport.synced(List.of()) : sync.bring(credential.id(), servers));
    }

    private static AuditEvent event(String action, Credential credential, String actor, Collection<ServerId> servers) {
        Map<String, Object> detail = new TreeMap<>();
        detail.put("servers", servers.stream().map(ServerId::value).toList());
        return new AuditEvent(
                action, actor, credential.account().value(), credential.id().value(), null, detail);
    }
}
