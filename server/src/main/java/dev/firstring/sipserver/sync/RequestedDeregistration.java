package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.sync.HeldWork.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ends registrations on request. A phone that registered after the request keeps its registration, because an attempt
 * may run long after the request. One instance per attempt; not thread-safe.
 */
final class RequestedDeregistration {

    /** An attempt within this time after the request treats every live contact as older than the request. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final SipServer server;
    private final WantedState wanted;
    private final Requests requests;
    private final Instant now;
    private List<Registration> ended = List.of();

    RequestedDeregistration(SyncTask task, Instant now) {
        this.server = task.server();
        this.wanted = task.wanted();
        this.requests = task.work().requests();
        this.now = now;
    }

    void end() {
        Aor aor = wanted.aor();
        List<Registration> live = server.registrations(aor);
        List<Registration> older = live.stream().filter(this::mustGo).toList();
        boolean one = server.capabilities().contains(Capability.DROPS_ONE_CONTACT);
        if (requests.contacts() != null && now.isBefore(requests.contacts().plus(AT_ONCE))) {
            server.deregister(aor);
        } else if (one) {
            older.forEach(contact -> server.deregister(aor, contact));
        } else if (!older.isEmpty()) {
            server.deregister(aor);
        }
        ended = older;
    }

    /**
     * The number of ended contacts that the server still has. A contact that registered again in the meantime is a new
     * registration, and does not count.
     */
    long left() {
        return ended.isEmpty()
                ? 0
                : server.registrations(wanted.aor()).stream()
                        .filter(contact -> ended.stream().anyMatch(same(contact)))
                        .count();
    }

    private static Predicate<Registration> same(Registration contact) {
        return before -> before.key().equals(contact.key())
                && (contact.refreshed() == null || contact.refreshed().equals(before.refreshed()));
    }

    private boolean mustGo(Registration contact) {
        Instant device = requests.devices().get(contact.id(server.id()));
        return (requests.contacts() != null && wasThere(contact, requests.contacts()))
                || (device != null && wasThere(contact, device));
    }

    /**
     * Whether the contact existed at the time of the request. If the server does not report when a phone registered, it
     * counts as existing, unless the credential was reactivated since then.
     */
    private boolean wasThere(Registration contact, Instant then) {
        if (!wanted.active() || now.isBefore(then.plus(AT_ONCE))) {
            return true;
        }
        return contact.refreshed() == null
                ? !wanted.credential().standing().at().isAfter(then)
                : !contact.refreshed().isAfter(then);
    }
}
