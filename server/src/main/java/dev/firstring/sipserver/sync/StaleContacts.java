package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds and removes the contacts on one server that were registered with access that a change took away. One attempt uses one
 * instance; not thread-safe.
 */
final class StaleContacts {

    /** A contact whose time the server does not tell is waited for no longer than that. */
    private static final Duration LONGEST_UNTOLD = Duration.ofDays(1);

    private final SipServer server;
    private final WantedState wanted;
    private final Instant begun;
    private final WithheldSecret secret;
    private final BooleanSupplier current;
    private boolean firstPass;
    private boolean trouble;

    /**
     * The stale contacts of one attempt.
     *
     * @param begun when ending the access was first tried
     * @param current whether the credential is still as it was read: it may have been activated since
     */
    StaleContacts(SyncTask task, Instant begun, BooleanSupplier current) {
        this.server = task.server();
        this.wanted = task.wanted();
        this.begun = begun;
        this.secret = task.withheld();
        this.current = current;
        this.firstPass = !task.work().cut().isOf(wanted.cut());
        this.trouble = task.work().attempts() > 0;
    }

    /** The credential changed since it was read, so nothing more may be removed by what was read. */
    static final class CredentialChanged extends RuntimeException {

        private CredentialChanged() {
            super("the credential changed on the way", null, false, false);
        }
    }

    /** Whether the server has failed since ending the access began. */
    boolean hadTrouble() {
        return trouble;
    }

    /** Time has passed since the contacts were first removed: another pass begins. */
    void beginNextPass() {
        firstPass = false;
    }

    /**
     * Removes them before the caches are dropped, where that is possible, so that an unreachable cache does not keep them alive.
     * A failure is not reported here: they are removed again after the caches, and a failure is reported then.
     */
    void removeEarly() {
        if (server.capabilities().contains(Capability.READS_DATABASE)) {
            try {
                remove();
            } catch (SipServerFault fault) {
                trouble = true;
            }
        }
    }

    /** @throws CredentialChanged if the credential is no longer as it was read; nothing was removed then */
    void remove() {
        Aor aor = wanted.aor();
        List<Registration> live = server.registrations(aor);
        List<Registration> stale = live.stream().filter(this::isStale).toList();
        if (!current.getAsBoolean()) {
            throw new CredentialChanged();
        }
        boolean stamped = stale.stream().anyMatch(contact -> contact.stamp() != null);
        boolean one = server.capabilities().contains(Capability.DROPS_ONE_CONTACT);
        if (stamped || (one && stale.size() < live.size())) {
            stale.forEach(contact -> server.deregister(aor, contact));
        } else if (stale.size() == live.size() && (!live.isEmpty() || !one)) {
            server.deregister(aor);
        }
    }

    /** How many the server keeps, after those that are left were removed once more. */
    long left() {
        if (count() > 0) {
            remove();
            return count();
        }
        return 0;
    }

    /**
     * Contacts that may have registered with the old secret or with the new one: they registered when the new secret was known
     * and the server's caches were not dropped yet. A contact that has registered again since is not among them.
     */
    List<Registration> unproven(Instant cachesDropped, Instant now) {
        if (!wanted.active() || !server.capabilities().contains(Capability.READS_DATABASE)) {
            return List.of();
        }
        Instant proven = cachesDropped.plus(CacheDrop.MARGIN);
        return server.registrations(wanted.aor()).stream()
                .filter(contact -> contact.refreshed() == null
                        ? now.isBefore(cachesDropped.plus(LONGEST_UNTOLD))
                        : !contact.refreshed().isAfter(proven))
                .toList();
    }

    private long count() {
        return server.registrations(wanted.aor()).stream().filter(this::isStale).count();
    }

    /**
     * Without an active credential every contact is stale. After a new secret, those are stale that were there before the secret
     * was known: all of them while nobody has been told. A contact without a time is stale in the first pass and after a failure.
     */
    private boolean isStale(Registration contact) {
        if (!wanted.active() || !secret.isTold()) {
            return true;
        }
        Instant refreshed = contact.refreshed();
        Instant known = firstPass ? secretKnown() : begun;
        return (firstPass || trouble)
                && (refreshed == null || refreshed.isBefore(known.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** The earliest time at which a phone may have used the new secret. A node that crashed told nobody. */
    private Instant secretKnown() {
        Instant changed = wanted.secretAt();
        return changed == null ? Instant.MAX : changed.plus(WithheldSecret.LONGEST);
    }
}
