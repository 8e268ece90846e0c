package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
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
 * What has to be done on one server so that what was good before the last change ends there. It is over only when it was
 * observed to be after the last moment at which something under way could bring it back. Not thread-safe: one attempt has one.
 */
final class Cut {

    /** A registration that was judged just before the commit, or before caches were dropped, has come through by then. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /**
     * After a server was in trouble: Flexisip writes a contact that its Redis did not take again after five and after ten
     * seconds, of a phone that was let in before.
     */
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(12);

    /** A contact whose time the server does not tell is waited for no longer than that. */
    private static final Duration LONGEST_UNTOLD = Duration.ofDays(1);

    private final SipServer server;
    private final WantedState wanted;
    private final Instant begun;
    private final WithheldSecret secret;
    private final BooleanSupplier current;
    private boolean first;
    private boolean troubled;

    /**
     * One attempt.
     *
     * @param secret the new secret, if it is one that ends what was good before
     * @param current whether the credential is still as it was read: it may have been made good since
     */
    Cut(
            SipServer server,
            WantedState wanted,
            HeldWork work,
            Instant now,
            WithheldSecret secret,
            BooleanSupplier current) {
        this.server = server;
        this.wanted = wanted;
        this.secret = secret;
        this.current = current;
        boolean goesOn = work.cut().isOf(wanted.cut());
        Instant before = work.cut().begun();
        this.begun = goesOn && before != null ? before : now;
        this.first = !goesOn;
        this.troubled = work.attempts() > 0;
    }

    /** The credential is another since it was read: nothing more may be ended by what was. */
    static final class Overtaken extends RuntimeException {

        private Overtaken() {
            super("the credential changed on the way", null, false, false);
        }
    }

    /** Time has passed since the contacts were first removed. */
    void again() {
        first = false;
    }

    /**
     * Takes contacts away where that needs no look at caches, so that no cache that cannot be reached keeps them alive. What
     * keeps this from being done keeps it from being done again after the caches as well, and is told then.
     */
    void contactsFirst() {
        if (server.capabilities().contains(Capability.READS_DATABASE)) {
            try {
                contacts();
            } catch (SipServerFault fault) {
                // The caches have to be told all the same; then this is tried again.
                troubled = true;
            }
        }
    }

    CacheEffect caches() {
        return server.dropCaches(wanted.aor());
    }

    /** From when on nothing that was under way can bring back what was good before. */
    Instant inForce(CacheEffect effect, Instant now) {
        if (effect.life().isZero()) {
            return Instant.MIN;
        }
        Instant over = begun.plus(effect.life()).plus(MARGIN);
        Instant settled = troubled ? now.plus(AFTER_TROUBLE) : Instant.MIN;
        return over.isAfter(settled) ? over : settled;
    }

    /** Takes away what has to go. */
    void contacts() {
        Aor aor = wanted.aor();
        List<Registration> live = server.registrations(aor);
        List<Registration> doomed = live.stream().filter(this::mustGo).toList();
        if (!current.getAsBoolean()) {
            throw new Overtaken();
        }
        boolean asRead = doomed.stream().anyMatch(contact -> contact.stamp() != null);
        boolean one = server.capabilities().contains(Capability.DROPS_ONE_CONTACT);
        if (asRead || (one && doomed.size() < live.size())) {
            doomed.forEach(contact -> server.deregister(aor, contact));
        } else if (doomed.size() == live.size() && (!live.isEmpty() || !one)) {
            server.deregister(aor);
        }
    }

    /** How many are left that should not be, after they were taken away once more. */
    long left() {
        if (count() > 0) {
            contacts();
            return count();
        }
        return 0;
    }

    /**
     * Contacts that may have come in with the old secret, and of which nobody can tell: they registered before the server was
     * made to forget, when the new secret was known as well. One that has registered again since is not among them.
     */
    List<Registration> unproven(Instant forgotten, Instant now) {
        if (!wanted.active() || !server.capabilities().contains(Capability.READS_DATABASE)) {
            return List.of();
        }
        Instant proven = forgotten.plus(MARGIN);
        return server.registrations(wanted.aor()).stream()
                .filter(contact -> contact.refreshed() == null
                        ? now.isBefore(forgotten.plus(LONGEST_UNTOLD))
                        : !contact.refreshed().isAfter(proven))
                .toList();
    }

    private long count() {
        return server.registrations(wanted.aor()).stream().filter(this::mustGo).count();
    }

    /**
     * Nobody may be registered without an active credential. Otherwise those have to go that were there before the new secret
     * was known: all of them as long as nobody has been told, and those of whom the server tells no later time when this is
     * first done, and after a failure.
     */
    private boolean mustGo(Registration contact) {
        if (!wanted.active() || !secret.isTold()) {
            return true;
        }
        Instant refreshed = contact.refreshed();
        Instant known = first ? known() : begun;
        return (first || troubled) && (refreshed == null || refreshed.isBefore(known.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** From when on somebody may have come in with the new secret. A node that crashed on the way told it nobody. */
    private Instant known() {
        Instant changed = wanted.secretAt();
        return changed == null ? Instant.MAX : changed.plus(WithheldSecret.LONGEST);
    }
}
