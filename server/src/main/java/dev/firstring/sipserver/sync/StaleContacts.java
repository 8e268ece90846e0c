package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.sync.SyncAccount.SyncTask;
import dev.firstring.sipserver.sync.SyncInRequest.WithheldSecret;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds and removes the contacts on one server that registered with access that has since been revoked. One instance
 * per attempt; not thread-safe.
 */
final class StaleContacts {

    /** The longest wait for a contact whose registration time the server does not report. */
    private static final Duration LONGEST_UNKNOWN = Duration.ofDays(1);

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
     * @param begun when ending the access was first attempted
     * @param current whether the credential is unchanged since it was read; it may have been reactivated
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

    /** The credential changed since it was read, so no contact may be removed based on that state. */
    static final class CredentialChanged extends RuntimeException {

        private CredentialChanged() {
            super("the credential changed on the way", null, false, false);
        }
    }

    /** Whether a call to the server has failed since the first attempt to end the access. */
    boolean hadTrouble() {
        return trouble;
    }

    /** Begins another pass: time has passed since the contacts were first removed. */
    void beginNextPass() {
        firstPass = false;
    }

    /**
     * Removes stale contacts before the caches are dropped, on servers that read the database, so that an unreachable
     * cache does not keep them alive. A failure is not reported here: they are removed again after the caches, and that
     * call reports it.
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

    /** @throws CredentialChanged if the credential changed since it was read; nothing was removed */
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

    /** The number of stale contacts that remain after a second removal. */
    long left() {
        if (count() > 0) {
            remove();
            return count();
        }
        return 0;
    }

    /**
     * Contacts that may have registered with either the old or the new secret: they registered when the new secret was
     * known, before the server's caches were dropped. A contact that has registered again since then is not included.
     */
    List<Registration> unproven(Instant cachesDropped, Instant now) {
        if (!wanted.active() || !server.capabilities().contains(Capability.READS_DATABASE)) {
            return List.of();
        }
        Instant proven = cachesDropped.plus(CacheDrop.MARGIN);
        return server.registrations(wanted.aor()).stream()
                .filter(contact -> contact.refreshed() == null
                        ? now.isBefore(cachesDropped.plus(LONGEST_UNKNOWN))
                        : !contact.refreshed().isAfter(proven))
                .toList();
    }

    private long count() {
        return server.registrations(wanted.aor()).stream().filter(this::isStale).count();
    }

    /**
     * If the credential is not active, every contact is stale. After a change of the secret, contacts are stale that
     * registered before the new secret was known: all of them while it is withheld. A contact without a registration
     * time is stale in the first pass and after a failure.
     */
    private boolean isStale(Registration contact) {
        if (!wanted.active() || !secret.isDisclosed()) {
            return true;
        }
        Instant refreshed = contact.refreshed();
        Instant known = firstPass ? secretKnown() : begun;
        return (firstPass || trouble)
                && (refreshed == null || refreshed.isBefore(known.truncatedTo(ChronoUnit.SECONDS)));
    }

    /**
     * The earliest time at which a phone can have used the new secret. A node that crashed has disclosed it to nobody.
     */
    private Instant secretKnown() {
        Instant changed = wanted.secretAt();
        return changed == null ? Instant.MAX : changed.plus(WithheldSecret.LONGEST);
    }
}
