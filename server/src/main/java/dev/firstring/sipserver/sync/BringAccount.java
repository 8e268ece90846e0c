package dev.firstring.sipserver.sync;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.time.Clock;
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

    private final SealedSecrets secrets;
    private final BringCut bringCut;
    private final AttemptResults results;
    private final Clock clock;

    BringAccount(SealedSecrets secrets, BringCut bringCut, AttemptResults results, Clock clock) {
        this.secrets = secrets;
        this.bringCut = bringCut;
        this.results = results;
        this.clock = clock;
    }

    /**
     * Tries it. Never throws for what a server does.
     *
     * @param withheld the new secret that a request has not told yet
     */
    Attempt bring(HeldWork work, WantedState wanted, SipServer server, WithheldSecret withheld) {
        StepLog log = new StepLog(work.server(), plan(work, wanted));
        try {
            return brought(work, wanted, server, log, withheld);
        } catch (SipServerFault fault) {
            return failed(work, wanted, server, log, fault.kind(), String.valueOf(fault.getMessage()));
        } catch (AttemptResults.LeaseOver | Cut.Overtaken over) {
            return Attempt.released(work, clock.instant());
        } catch (RuntimeException e) {
            LOG.error("SIP credential {} could not be brought to SIP server {}", work.credential(), work.server(), e);
            return failed(work, wanted, server, log, Kind.INTERNAL_ERROR, "the service failed; its log says why");
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
        return wanted.cut() > work.applied() || work.cut().isOf(wanted.cut());
    }

    /** A row that is due though nothing is asked and nothing changed may have been written by a node that came too late. */
    private static boolean writes(HeldWork work, WantedState wanted) {
        return work.asked().nothing() || work.applied() < wanted.revision();
    }

    private Attempt brought(HeldWork work, WantedState wanted, SipServer server, StepLog log, WithheldSecret withheld) {
        SipSecret secret = secret(wanted);
        boolean cut = isCut(work, wanted);
        boolean writes = writes(work, wanted);
        if (work.asked().compare()) {
            results.mine(work);
            List<DriftKind> found = ReadBack.differences(server, wanted, secret, work.applied() > 0);
            log.compared(found.stream().map(DriftKind::word).toList());
            cut |= endsContacts(found, wanted);
            writes |= writesAnyway(server, wanted) || !found.isEmpty();
            log.plan(StepLog.planOf(cut, writes, true, work.asked().anyContacts()));
        }
        if (cut) {
            return bringCut.bring(work, wanted, server, log, secret, withheld);
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
            results.mine(work);
            ContactRemoval removal = new ContactRemoval(server, wanted, work.asked(), clock.instant());
            List<Registration> removed = removal.remove();
            log.done();
            long left = removal.left(removed);
            if (left > 0) {
                return failed(
                        work,
                        wanted,
                        server,
                        log,
                        Kind.INTERNAL_ERROR,
                        "the server still has " + left + " live contacts");
            }
        }
        if (work.asked().compare() && written) {
            Optional<String> mistake = ReadBack.account(server, wanted, secret);
            if (mistake.isPresent()) {
                return failed(work, wanted, server, log, Kind.INTERNAL_ERROR, mistake.get());
            }
        }
        if (work.asked().anyContacts() || (work.asked().compare() && written)) {
            log.done();
        }
        return results.complete(work, wanted, log);
    }

    private void account(HeldWork work, WantedState wanted, SipServer server, @Nullable SipSecret secret) {
        results.mine(work);
        if (secret == null) {
            server.remove(wanted.aor());
        } else {
            server.apply(wanted.account(secret, work.applied() > 0));
        }
    }

    private @Nullable SipSecret secret(WantedState wanted) {
        Sealed sealed = wanted.sealed();
        return sealed == null ? null : secrets.open(wanted.credential().id(), sealed);
    }

    private Attempt failed(HeldWork work, WantedState wanted, SipServer server, StepLog log, Kind kind, String why) {
        boolean readsDatabase = server.capabilities().contains(Capability.READS_DATABASE);
        CutProgress cut = isCut(work, wanted)
                ? work.cut().afterFailure(wanted.cut(), readsDatabase, clock.instant())
                : CutProgress.NONE;
        return results.failed(work, wanted, cut, log, kind, why);
    }
}
