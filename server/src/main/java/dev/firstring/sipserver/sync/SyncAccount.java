package dev.firstring.sipserver.sync;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.sync.Attempt.StepLog;
import dev.firstring.sipserver.sync.HeldWork.CutProgress;
import dev.firstring.sipserver.sync.HeldWork.Requests;
import dev.firstring.sipserver.sync.SyncInRequest.WithheldSecret;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings one account to its current state on one server, regardless of the changes that the server missed: compares if
 * requested, writes the account or ends revoked access, and reads back. Idempotent. Thread-safe.
 */
@Component
class SyncAccount {

    private static final Logger LOG = LoggerFactory.getLogger(SyncAccount.class);

    private final SealedSecrets secrets;
    private final EndAccess endAccess;
    private final RetryBackoff backoff;
    private final Clock clock;

    SyncAccount(SealedSecrets secrets, EndAccess endAccess, RetryBackoff backoff, Clock clock) {
        this.secrets = secrets;
        this.endAccess = endAccess;
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * The input of one attempt to sync one account with one server.
     *
     * @param withheld the new secret that a request has not disclosed yet
     */
    record SyncTask(HeldWork work, WantedState wanted, SipServer server, WithheldSecret withheld, StepLog log) {

        /**
         * Writes the account to the server, or removes it.
         *
         * @param secret the secret that the server should have; null if it should have no account
         */
        void writeAccount(@Nullable SipSecret secret, Clock clock) {
            work.requireLease(clock);
            if (secret == null) {
                server.remove(wanted.aor());
            } else {
                server.apply(wanted.account(secret, work.applied() > 0));
            }
        }
    }

    /**
     * Makes one attempt. A fault of the server is a result, not an exception.
     *
     * @param withheld the new secret that a request has not disclosed yet
     */
    Attempt attempt(HeldWork work, WantedState wanted, SipServer server, WithheldSecret withheld) {
        SyncTask task = new SyncTask(work, wanted, server, withheld, new StepLog(work, wanted));
        try {
            return sync(task);
        } catch (SipServerFault fault) {
            return failed(task, fault.kind(), String.valueOf(fault.getMessage()));
        } catch (HeldWork.LeaseLost | StaleContacts.CredentialChanged outdated) {
            return Attempt.released(work, clock.instant());
        } catch (RuntimeException e) {
            LOG.error("SIP credential {} could not be synced to SIP server {}", work.credential(), work.server(), e);
            return failed(task, Kind.INTERNAL_ERROR, "the service failed; its log says why");
        }
    }

    private Attempt sync(SyncTask task) {
        HeldWork work = task.work();
        WantedState wanted = task.wanted();
        SipSecret secret = secret(wanted);
        boolean endsAccess = work.endsAccess(wanted);
        boolean writes = work.writesAccount(wanted);
        if (work.requests().compare()) {
            List<DriftKind> found = compare(task, secret);
            endsAccess |= endsContacts(found, wanted);
            writes |= writesUnseen(task) || !found.isEmpty();
            task.log().replan(work, endsAccess, writes);
        }
        if (endsAccess) {
            return endAccess.attempt(task, secret);
        }
        if (writes) {
            task.writeAccount(secret, clock);
            task.log().done(Name.ACCOUNT);
        }
        return endRequestedContacts(task, secret, writes);
    }

    private List<DriftKind> compare(SyncTask task, @Nullable SipSecret secret) {
        task.work().requireLease(clock);
        List<DriftKind> found = ServerComparison.differences(
                task.wanted(), secret, task.server(), task.work().applied() > 0);
        task.log().compared(found.stream().map(DriftKind::word).toList());
        return found;
    }

    /**
     * Contacts end as well if an inactive credential has anything on the server, or if the server has another secret.
     */
    private static boolean endsContacts(List<DriftKind> found, WantedState wanted) {
        return (!wanted.active() && !found.isEmpty()) || found.contains(DriftKind.WRONG_SECRET);
    }

    /**
     * A server that does not report secret hashes may have a wrong secret, so the account is written even without a
     * difference.
     */
    private static boolean writesUnseen(SyncTask task) {
        return task.wanted().active()
                && !task.server().capabilities().contains(Capability.TELLS_HASHES)
                && !task.server().capabilities().contains(Capability.READS_DATABASE);
    }

    /** Completes an attempt that does not end access: ends the requested registrations, and reads back. */
    private Attempt endRequestedContacts(SyncTask task, @Nullable SipSecret secret, boolean written) {
        HeldWork work = task.work();
        boolean readsAccountBack = work.requests().compare() && written;
        if (work.requests().endContacts()) {
            work.requireLease(clock);
            RequestedDeregistration deregistration = new RequestedDeregistration(task, clock.instant());
            deregistration.end();
            task.log().done(Name.CONTACTS);
            long left = deregistration.left();
            if (left > 0) {
                return failed(task, Kind.INTERNAL_ERROR, "the server still has " + left + " live contacts");
            }
        }
        if (readsAccountBack) {
            Optional<String> mistake = ServerComparison.mistake(task.wanted(), secret, task.server());
            if (mistake.isPresent()) {
                return failed(task, Kind.INTERNAL_ERROR, mistake.get());
            }
        }
        if (work.requests().endContacts() || readsAccountBack) {
            task.log().done(Name.READ_BACK);
        }
        return Attempt.complete(work, task.wanted(), task.log());
    }

    private @Nullable SipSecret secret(WantedState wanted) {
        SecretBox.Sealed sealed = wanted.sealed();
        return sealed == null ? null : secrets.open(wanted.credential().id(), sealed);
    }

    private Attempt failed(SyncTask task, Kind kind, String why) {
        HeldWork work = task.work();
        CutProgress cut = work.cutAfterFailure(task.wanted(), task.server(), clock.instant());
        Instant due = backoff.retryAt(work, kind);
        return Attempt.failed(work, task.wanted(), cut, task.log(), due, kind, why);
    }

    /**
     * Ends registrations on request. A phone that registered after the request keeps its registration, because an
     * attempt may run long after the request. One instance per attempt; not thread-safe.
     */
    static final class RequestedDeregistration {

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
         * The number of ended contacts that the server still has. A contact that registered again in the meantime is a
         * new registration, and does not count.
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
         * Whether the contact existed at the time of the request. If the server does not report when a phone
         * registered, it counts as existing, unless the credential was reactivated since then.
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
}
