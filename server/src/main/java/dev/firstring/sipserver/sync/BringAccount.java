package dev.firstring.sipserver.sync;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings one account to its present state on one server, whatever the server missed before: refuse new registrations, drop
 * caches, remove contacts, read back. Doing it again does no harm. Thread-safe.
 */
@Component
class BringAccount {

    private static final Logger LOG = LoggerFactory.getLogger(BringAccount.class);

    private static final String MAY_ADMIT = "the server may still admit what was good before";
    private static final String UNDER_WAY = "dropped now, and again then: a query under way may bring them back";
    private static final String AGAIN = "removed now, and again then: a phone may still come back";

    private final SealedSecrets secrets;
    private final WantedStates states;
    private final Pauses pauses;
    private final Clock clock;

    BringAccount(SealedSecrets secrets, WantedStates states, Pauses pauses, Clock clock) {
        this.secrets = secrets;
        this.states = states;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Tries it. Never throws for what a server does. */
    Attempt bring(HeldWork work, WantedState wanted, SipServer server) {
        StepLog log = new StepLog(work.server(), plan(work, wanted));
        try {
            return brought(work, wanted, server, log);
        } catch (SipServerFault fault) {
            return failed(work, wanted, log, fault.kind(), String.valueOf(fault.getMessage()));
        } catch (LeaseOver | Cut.Overtaken over) {
            return Attempt.released(work, clock.instant());
        } catch (RuntimeException e) {
            LOG.error("SIP credential {} could not be brought to SIP server {}", work.credential(), work.server(), e);
            return failed(work, wanted, log, Kind.INTERNAL_ERROR, "the service failed; its log says why");
        }
    }

    /** The steps that an attempt begins with: a comparison may find that there is more to do. */
    static List<Name> plan(HeldWork work, WantedState wanted) {
        return StepLog.planOf(
                isCut(work, wanted),
                writes(work, wanted),
                work.asked().compare(),
                work.asked().anyContacts());
    }

    /** Whether what was good before has to end; one that has begun goes on until it is complete. */
    static boolean isCut(HeldWork work, WantedState wanted) {
        return wanted.cut() > work.applied() || (work.cutBegunAt() != null && work.cutBegun() == wanted.cut());
    }

    /** A row that is due though nothing is asked and nothing changed may have been written by a node that came too late. */
    private static boolean writes(HeldWork work, WantedState wanted) {
        return work.asked().nothing() || work.applied() < wanted.revision();
    }

    /** The lease ended on the way: what comes next belongs to somebody else. */
    private static final class LeaseOver extends RuntimeException {

        private LeaseOver() {
            super("the lease is over", null, false, false);
        }
    }

    private Attempt brought(HeldWork work, WantedState wanted, SipServer server, StepLog log) {
        SipSecret secret = secret(wanted);
        boolean cut = isCut(work, wanted);
        boolean writes = writes(work, wanted);
        if (work.asked().compare()) {
            mine(work);
            List<DriftKind> found = ReadBack.differences(server, wanted, secret, work.applied() > 0);
            log.compared(found.stream().map(DriftKind::word).toList());
            cut |= endsContacts(found, wanted);
            writes |= writesAnyway(server, wanted) || !found.isEmpty();
            log.plan(StepLog.planOf(cut, writes, true, work.asked().anyContacts()));
        }
        if (cut) {
            return cut(work, wanted, server, log, secret);
        }
        if (writes) {
            account(work, wanted, server, secret);
            log.done();
        }
        return contacts(work, wanted, server, log, secret, writes);
    }

    /** What a server should not have of a credential that is not active, and another secret, end live contacts too. */
    private static boolean endsContacts(List<DriftKind> found, WantedState wanted) {
        return (!wanted.active() && !found.isEmpty()) || found.contains(DriftKind.WRONG_SECRET);
    }

    /** A server that does not tell its secret is given it: otherwise nobody knows that it has the right one. */
    private static boolean writesAnyway(SipServer server, WantedState wanted) {
        return wanted.active()
                && !server.capabilities().contains(Capability.TELLS_HASHES)
                && !server.capabilities().contains(Capability.READS_DATABASE);
    }

    /** The rest of an attempt that is no cut: ends the registrations that were asked to end, and looks. */
    private Attempt contacts(
            HeldWork work,
            WantedState wanted,
            SipServer server,
            StepLog log,
            @Nullable SipSecret secret,
            boolean written) {
        if (work.asked().anyContacts()) {
            mine(work);
            ContactRemoval removal = new ContactRemoval(server, wanted, work.asked(), clock.instant());
            List<Registration> removed = removal.remove();
            log.done();
            long left = removal.left(removed);
            if (left > 0) {
                return failed(
                        work, wanted, log, Kind.INTERNAL_ERROR, "the server still has " + left + " live contacts");
            }
        }
        if (work.asked().compare() && written) {
            Optional<String> mistake = ReadBack.account(server, wanted, secret);
            if (mistake.isPresent()) {
                return failed(work, wanted, log, Kind.INTERNAL_ERROR, mistake.get());
            }
        }
        if (work.asked().anyContacts() || (work.asked().compare() && written)) {
            log.done();
        }
        return complete(work, wanted, log);
    }

    /**
     * Each of the four steps is done only at the end of a pass that came after everything that was under way; what a pass
     * before has done is done again then. Contacts go whatever becomes of the caches.
     */
    private Attempt cut(HeldWork work, WantedState wanted, SipServer server, StepLog log, @Nullable SipSecret secret) {
        if (secret == null && neverOurs(work, wanted, server)) {
            return complete(work, wanted, log);
        }
        Cut cut = new Cut(server, wanted, pass(work, wanted), () -> current(wanted));
        account(work, wanted, server, secret);
        cut.contactsFirst();
        CacheEffect effect = cut.caches();
        mine(work);
        Instant inForce = cut.inForce(effect, clock.instant());
        if (effect instanceof CacheEffect.Held held) {
            return held(work, wanted, log, cut, held.why());
        }
        if (inForce.isAfter(clock.instant())) {
            return waiting(work, wanted, log, cut, inForce, effect);
        }
        log.done();
        log.done();
        cut.contacts();
        log.done();
        mine(work);
        Optional<String> mistake = mistake(cut, server, wanted, secret);
        if (mistake.isPresent()) {
            return failed(work, wanted, log, Kind.INTERNAL_ERROR, mistake.get());
        }
        log.done();
        return complete(work, wanted, log);
    }

    private Cut.Pass pass(HeldWork work, WantedState wanted) {
        Instant now = clock.instant();
        Instant begun = Cut.begun(work, wanted, now);
        return new Cut.Pass(begun, work.cutBegunAt() == null || work.cutBegun() != wanted.cut(), work.attempts() > 0);
    }

    /** A part of the server does not answer and may go on at any time: its contacts are gone, and nothing is over. */
    private Attempt held(HeldWork work, WantedState wanted, StepLog log, Cut cut, String why) {
        cut.contacts();
        int attempts = work.attempts() + 1;
        Instant due = clock.instant().plus(pauses.after(attempts, Kind.SERVER_UNAVAILABLE));
        log.pending(due, MAY_ADMIT);
        log.failing(due, Kind.SERVER_UNAVAILABLE, why);
        log.pending(due, AGAIN);
        log.pending(due, null);
        return attempt(work, wanted, due, why, attempts, log);
    }

    private Attempt waiting(
            HeldWork work, WantedState wanted, StepLog log, Cut cut, Instant inForce, CacheEffect effect) {
        log.pending(inForce, MAY_ADMIT);
        log.pending(inForce, effect instanceof CacheEffect.Expires expires ? expires.why() : UNDER_WAY);
        cut.contacts();
        log.pending(inForce, AGAIN);
        mine(work);
        long left = cut.left();
        if (left > 0) {
            return failed(work, wanted, log, Kind.INTERNAL_ERROR, "the server still has " + left + " live contacts");
        }
        log.pending(inForce, null);
        return attempt(work, wanted, inForce, null, 0, log);
    }

    private static Optional<String> mistake(Cut cut, SipServer server, WantedState wanted, @Nullable SipSecret secret) {
        long left = cut.left();
        return left > 0
                ? Optional.of("the server still has " + left + " live contacts")
                : ReadBack.account(server, wanted, secret);
    }

    private boolean current(WantedState wanted) {
        WantedState now = states.of(List.of(wanted.credential().id()))
                .get(wanted.credential().id());
        return now != null && now.revision() == wanted.revision();
    }

    private void account(HeldWork work, WantedState wanted, SipServer server, @Nullable SipSecret secret) {
        mine(work);
        if (secret == null) {
            server.remove(wanted.aor());
        } else {
            server.apply(wanted.account(secret, work.applied() > 0));
        }
    }

    /** A server that never had the account of ours may have one of somebody else by that name: it is not ours to remove. */
    private boolean neverOurs(HeldWork work, WantedState wanted, SipServer server) {
        if (work.applied() > 0 || server.capabilities().contains(Capability.READS_DATABASE)) {
            return false;
        }
        mine(work);
        return server.find(wanted.aor()).filter(found -> !wanted.made(found)).isPresent();
    }

    private @Nullable SipSecret secret(WantedState wanted) {
        Sealed sealed = wanted.sealed();
        return sealed == null ? null : secrets.open(wanted.credential().id(), sealed);
    }

    private void mine(HeldWork work) {
        if (!clock.instant().isBefore(work.leaseUntil())) {
            throw new LeaseOver();
        }
    }

    private static Attempt complete(HeldWork work, WantedState wanted, StepLog log) {
        return new Attempt(work, wanted.revision(), true, null, null, 0, 0, null, log.steps());
    }

    private Attempt failed(HeldWork work, WantedState wanted, StepLog log, Kind kind, String why) {
        int attempts = work.attempts() + 1;
        Instant due = clock.instant().plus(pauses.after(attempts, kind));
        return new Attempt(
                work,
                wanted.revision(),
                false,
                due,
                why,
                attempts,
                isCut(work, wanted) ? wanted.cut() : 0,
                isCut(work, wanted) ? Cut.begun(work, wanted, clock.instant()) : null,
                log.failed(due, kind, why));
    }

    /** Not over yet: the cut has begun, and goes on when it is due. */
    private Attempt attempt(
            HeldWork work, WantedState wanted, Instant due, @Nullable String why, int attempts, StepLog log) {
        return new Attempt(
                work,
                wanted.revision(),
                false,
                due,
                why,
                attempts,
                wanted.cut(),
                Cut.begun(work, wanted, clock.instant()),
                log.steps());
    }
}
