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
 * Ends on one server what was good before the last change. It is over only when it was observed to be after the last moment
 * at which something under way could bring it back: until then it is done again. Not thread-safe: one attempt has one.
 */
final class Cut {

    /** A registration that was judged just before the commit has come through by then. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /**
     * After a server was in trouble: Flexisip writes a contact that its Redis did not take again after five and after ten
     * seconds, of a phone that was let in before.
     */
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(12);

    private final SipServer server;
    private final WantedState wanted;
    private final Pass pass;
    private final BooleanSupplier current;
    private boolean troubled;

    /** @param current whether the credential is still as it was read: it may have been made good since */
    Cut(SipServer server, WantedState wanted, Pass pass, BooleanSupplier current) {
        this.server = server;
        this.wanted = wanted;
        this.pass = pass;
        this.current = current;
        this.troubled = pass.troubled();
    }

    /**
     * One of the times that it is done.
     *
     * @param begun when the cut was first tried, or would have been
     * @param first whether this is that time
     * @param troubled whether the one before failed
     */
    record Pass(Instant begun, boolean first, boolean troubled) {}

    /** When the cut was first tried, if that is known; now, if this is that time. */
    static Instant begun(HeldWork work, WantedState wanted, Instant now) {
        Instant begun = work.cutBegunAt();
        return begun != null && work.cutBegun() == wanted.cut() ? begun : now;
    }

    /** The credential is another since it was read: nothing more may be ended by what was. */
    static final class Overtaken extends RuntimeException {

        private Overtaken() {
            super("the credential changed on the way", null, false, false);
        }
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

    /** When it is over, as far as the server can be known to have let go of what it had. */
    Instant inForce(CacheEffect effect, Instant now) {
        if (effect.life().isZero()) {
            return Instant.MIN;
        }
        Instant over = pass.begun().plus(effect.life()).plus(MARGIN);
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

    private long count() {
        return server.registrations(wanted.aor()).stream().filter(this::mustGo).count();
    }

    /**
     * Nobody may be registered without an active credential. Otherwise those have to go that were there before the change:
     * all of them at first, when nobody has been told another secret; after a failure, those of whom the server tells no
     * later time. Once they are gone, whoever comes has registered since. A server that does not read the database had
     * another secret for longer.
     */
    private boolean mustGo(Registration contact) {
        if (!wanted.active() || pass.first() || !server.capabilities().contains(Capability.READS_DATABASE)) {
            return true;
        }
        Instant refreshed = contact.refreshed();
        return pass.troubled()
                && (refreshed == null || refreshed.isBefore(pass.begun().truncatedTo(ChronoUnit.SECONDS)));
    }
}
