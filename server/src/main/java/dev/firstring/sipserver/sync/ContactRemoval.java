package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ends the registrations that somebody asked to end. A phone that registered after that was asked stays: an attempt may come
 * long after the request, and whoever is back by then has a right to be.
 */
final class ContactRemoval {

    /** As long as this an attempt is part of the request, and whatever is live was there before it. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final SipServer server;
    private final WantedState wanted;
    private final Asked asked;
    private final Instant now;

    ContactRemoval(SipServer server, WantedState wanted, Asked asked, Instant now) {
        this.server = server;
        this.wanted = wanted;
        this.asked = asked;
        this.now = now;
    }

    /** Ends them, and gives those that were there before. */
    List<Registration> remove() {
        Aor aor = wanted.aor();
        List<Registration> live = server.registrations(aor);
        List<Registration> doomed = live.stream().filter(this::mustGo).toList();
        boolean one = server.capabilities().contains(Capability.DROPS_ONE_CONTACT);
        if (asked.contacts() != null && now.isBefore(asked.contacts().plus(AT_ONCE))) {
            server.deregister(aor);
        } else if (one) {
            doomed.forEach(contact -> server.deregister(aor, contact));
        } else if (!doomed.isEmpty()) {
            server.deregister(aor);
        }
        return doomed;
    }

    /** How many of them are still there as they were. One that registered again meanwhile is another registration. */
    long left(List<Registration> removed) {
        return removed.isEmpty()
                ? 0
                : server.registrations(wanted.aor()).stream()
                        .filter(contact -> removed.stream().anyMatch(same(contact)))
                        .count();
    }

    private static Predicate<Registration> same(Registration contact) {
        return before -> before.key().equals(contact.key())
                && (contact.refreshed() == null || contact.refreshed().equals(before.refreshed()));
    }

    private boolean mustGo(Registration contact) {
        Instant device = asked.devices().get(contact.id(server.id()));
        return (asked.contacts() != null && wasThere(contact, asked.contacts()))
                || (device != null && wasThere(contact, device));
    }

    /** Where the server does not tell when a phone registered, it goes, unless the credential was made good since. */
    private boolean wasThere(Registration contact, Instant then) {
        if (!wanted.active() || now.isBefore(then.plus(AT_ONCE))) {
            return true;
        }
        return contact.refreshed() == null
                ? !wanted.credential().standing().at().isAfter(then)
                : !contact.refreshed().isAfter(then);
    }
}
