package dev.firstring.sipserver.registration;

import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.sip.Credential;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes live contacts off the SIP servers. A phone whose credential is good may register again; to keep it away, suspend the
 * credential. Thread-safe.
 */
@Component
public class DropContacts {

    private final Fleet fleet;
    private final LiveContacts live;
    private final AuditTrail trail;

    DropContacts(Fleet fleet, LiveContacts live, AuditTrail trail) {
        this.fleet = fleet;
        this.live = live;
        this.trail = trail;
    }

    /** Ends all registrations of the credential, on every server, and reads back; each server that failed is told with why. */
    public SyncReport all(Credential credential, String actor, Instant now) {
        trail.record(now, event("credential.deregistered", credential, actor, Map.of()));
        List<SyncStep> steps = new ArrayList<>();
        for (SipServer server : fleet.servers()) {
            steps.addAll(all(server, Aor.of(credential.address())));
        }
        boolean done = steps.stream().allMatch(step -> step.state() == SyncStep.State.DONE);
        return new SyncReport(done ? SyncStatus.SYNCED : SyncStatus.PENDING, steps);
    }

    /**
     * Ends one registration.
     *
     * @param contactId {@link LiveContact#id()}
     * @return false if the credential has no such contact
     * @throws SipServerFault if the server that has it, or any of those that may have it, does not answer
     */
    public boolean one(Credential credential, String contactId, String actor, Instant now) {
        LiveContacts.Found found = live.of(credential);
        Optional<LiveContact> contact = found.contacts().stream()
                .filter(candidate -> candidate.id().equals(contactId))
                .findFirst();
        if (contact.isEmpty()) {
            found.faults().values().stream().findFirst().ifPresent(fault -> {
                throw fault;
            });
            return false;
        }
        SipServer server = fleet.server(contact.get().server()).orElseThrow();
        Aor aor = Aor.of(credential.address());
        trail.record(
                now,
                event(
                        "credential.device_dropped",
                        credential,
                        actor,
                        Map.of("server", server.id().value())));
        if (server.capabilities().contains(Capability.DROPS_ONE_CONTACT)) {
            return server.deregister(aor, contact.get().registration().key());
        }
        server.deregister(aor);
        return true;
    }

    private static List<SyncStep> all(SipServer server, Aor aor) {
        String id = server.id().value();
        List<SyncStep> steps = new ArrayList<>();
        try {
            server.deregister(aor);
            steps.add(SyncStep.done(Name.CONTACTS, id));
            int left = server.registrations(aor).size();
            steps.add(
                    left == 0
                            ? SyncStep.done(Name.READ_BACK, id)
                            : SyncStep.failed(Name.READ_BACK, id, null, "the server still has " + left + " contacts"));
        } catch (SipServerFault fault) {
            Name failed = steps.isEmpty() ? Name.CONTACTS : Name.READ_BACK;
            steps.add(SyncStep.failed(failed, id, null, String.valueOf(fault.getMessage())));
        }
        return steps;
    }

    private static AuditEvent event(String action, Credential credential, String actor, Map<String, Object> detail) {
        return new AuditEvent(
                action, actor, credential.account().value(), credential.id().value(), null, detail);
    }
}
