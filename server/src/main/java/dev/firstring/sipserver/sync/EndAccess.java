package dev.firstring.sipserver.sync;

import dev.firstring.sip.SipSecret;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.sync.Attempt.StepLog;
import dev.firstring.sipserver.sync.HeldWork.CutProgress;
import dev.firstring.sipserver.sync.SyncAccount.SyncTask;
import dev.firstring.sipserver.sync.WantedStateStore.WantedState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ends on one server the access that a change revoked (a suspension, a revocation, a new password), in four steps:
 * refuse new registrations, drop caches, remove contacts, read back. A query or registration in progress when the
 * credential changed can undo a step. A step is therefore done only once it was repeated after all of those have ended;
 * until then the attempt is unfinished and becomes due again. Contacts are removed in every attempt, even if caches
 * cannot be dropped. Thread-safe.
 */
@Component
class EndAccess {

    private static final String MAY_ADMIT = "the server may still admit what was good before";
    private static final String AGAIN = "removed now, and again then: a phone may still come back";
    private static final Duration SOONEST_LOOK = Duration.ofSeconds(30);
    private static final Duration LATEST_LOOK = Duration.ofMinutes(5);

    private final WantedStateStore states;
    private final RetryBackoff backoff;
    private final Clock clock;

    EndAccess(WantedStateStore states, RetryBackoff backoff, Clock clock) {
        this.states = states;
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * The state that the steps of one attempt share.
     *
     * @param secret the secret that the server should have; null if it should have no account
     */
    private record Pass(SyncTask task, @Nullable SipSecret secret, StaleContacts staleContacts, CutProgress progress) {}

    /**
     * Continues from the progress of earlier attempts, as far as time allows.
     *
     * @param secret the secret that the server should have; null if it should have no account
     */
    Attempt attempt(SyncTask task, @Nullable SipSecret secret) {
        HeldWork work = task.work();
        WantedState wanted = task.wanted();
        if (secret == null && isOfSomebodyElse(task)) {
            return Attempt.complete(work, wanted, task.log());
        }
        CutProgress progress = work.cut().of(wanted.cut(), clock.instant());
        Instant begun = Objects.requireNonNull(progress.begun());
        StaleContacts staleContacts = new StaleContacts(task, begun, () -> isCurrent(wanted));
        Pass pass = new Pass(task, secret, staleContacts, progress);
        task.writeAccount(secret, clock);
        return switch (dropCaches(pass, begun)) {
            case CacheDrop.Result.NothingCached none -> removeForGood(pass, null);
            case CacheDrop.Result.Dropped dropped -> afterDrop(pass, dropped);
            case CacheDrop.Result.Pending pending -> cachesPending(pass, pending);
            case CacheDrop.Result.Unreachable unreachable -> cachesUnreachable(pass, unreachable);
        };
    }

    private CacheDrop.Result dropCaches(Pass pass, Instant begun) {
        CacheDrop caches = new CacheDrop(pass.task(), pass.staleContacts(), begun, clock);
        Instant before = pass.progress().cachesDropped();
        boolean stillDropped =
                pass.task().wanted().active() || pass.task().work().attempts() == 0;
        return before != null && stillDropped ? caches.dropAgain(before) : caches.drop();
    }

    /** A phone admitted by the caches just before they were dropped may complete its registration a moment later. */
    private Attempt afterDrop(Pass pass, CacheDrop.Result.Dropped dropped) {
        Instant now = clock.instant();
        boolean wait = dropped.settled().isAfter(now)
                && !pass.task().withheld().hold(Duration.between(now, dropped.settled()));
        return wait ? removeForNow(pass, dropped) : removeForGood(pass, dropped.at());
    }

    private Attempt removeForNow(Pass pass, CacheDrop.Result.Dropped dropped) {
        StepLog log = pass.task().log();
        log.done(Name.REFUSAL);
        log.done(Name.CACHES);
        return removeContacts(pass).orElseGet(() -> {
            log.pending(Name.CONTACTS, dropped.settled(), AGAIN);
            log.pending(Name.READ_BACK, dropped.settled(), null);
            return unfinished(pass, pass.progress().withCachesDropped(dropped.at()), dropped.settled());
        });
    }

    /** @param cachesDropped null for a server that keeps no state of its own */
    private Attempt removeForGood(Pass pass, @Nullable Instant cachesDropped) {
        StepLog log = pass.task().log();
        log.done(Name.REFUSAL);
        log.done(Name.CACHES);
        return removeContacts(pass).orElseGet(() -> {
            Instant now = clock.instant();
            List<Registration> unproven =
                    cachesDropped == null ? List.of() : pass.staleContacts().unproven(cachesDropped, now);
            return cachesDropped == null || unproven.isEmpty()
                    ? readBack(pass)
                    : awaitRegistration(pass, unproven, cachesDropped, now);
        });
    }

    private Attempt readBack(Pass pass) {
        SyncTask task = pass.task();
        task.log().done(Name.CONTACTS);
        task.work().requireLease(clock);
        Optional<String> mistake = ServerComparison.mistake(task.wanted(), pass.secret(), task.server());
        if (mistake.isPresent()) {
            return failed(pass, mistake.get());
        }
        task.log().done(Name.READ_BACK);
        return Attempt.complete(task.work(), task.wanted(), task.log());
    }

    /**
     * Leaves the attempt unfinished while contacts may have registered with the old password, until they register again
     * or expire.
     */
    private Attempt awaitRegistration(Pass pass, List<Registration> unproven, Instant cachesDropped, Instant now) {
        Instant look = nextLook(unproven, now);
        String why = "contacts that registered before " + cachesDropped
                + ", when the old password may still have been admitted, and not since: "
                + unproven.size() + ". They stay until their next registration; deregister ends them now";
        pass.task().log().pending(Name.CONTACTS, look, why);
        pass.task().log().pending(Name.READ_BACK, look, null);
        return unfinished(pass, pass.progress().withCachesDropped(cachesDropped), look);
    }

    private static Instant nextLook(List<Registration> unproven, Instant now) {
        Instant end = unproven.stream()
                .map(contact -> now.plus(contact.expires()))
                .min(Instant::compareTo)
                .orElse(now);
        Instant soonest = now.plus(SOONEST_LOOK);
        Instant latest = now.plus(LATEST_LOOK);
        return end.isBefore(soonest) ? soonest : end.isAfter(latest) ? latest : end;
    }

    private Attempt cachesPending(Pass pass, CacheDrop.Result.Pending pending) {
        StepLog log = pass.task().log();
        log.pending(Name.REFUSAL, pending.until(), MAY_ADMIT);
        log.pending(Name.CACHES, pending.until(), pending.why());
        return removeContacts(pass).orElseGet(() -> {
            log.pending(Name.CONTACTS, pending.until(), AGAIN);
            log.pending(Name.READ_BACK, pending.until(), null);
            return unfinished(pass, pass.progress(), pending.until());
        });
    }

    private Attempt cachesUnreachable(Pass pass, CacheDrop.Result.Unreachable unreachable) {
        SyncTask task = pass.task();
        pass.staleContacts().remove();
        Instant due = backoff.retryAt(task.work(), Kind.SERVER_UNAVAILABLE);
        StepLog log = task.log();
        log.pending(Name.REFUSAL, due, MAY_ADMIT);
        log.failing(Name.CACHES, due, Kind.SERVER_UNAVAILABLE, unreachable.why());
        log.pending(Name.CONTACTS, due, AGAIN);
        log.pending(Name.READ_BACK, due, null);
        return Attempt.unfinished(task.work(), task.wanted(), pass.progress(), log, due, unreachable.why());
    }

    /**
     * Removes stale contacts and those that were requested to end; a failed attempt if the server keeps some of them.
     */
    private Optional<Attempt> removeContacts(Pass pass) {
        SyncTask task = pass.task();
        pass.staleContacts().remove();
        task.work().requireLease(clock);
        long left = pass.staleContacts().left();
        if (task.work().requests().endContacts()) {
            SyncAccount.RequestedDeregistration deregistration =
                    new SyncAccount.RequestedDeregistration(task, clock.instant());
            deregistration.end();
            left += deregistration.left();
        }
        return left > 0
                ? Optional.of(failed(pass, "the server still has " + left + " live contacts"))
                : Optional.empty();
    }

    private Attempt unfinished(Pass pass, CutProgress progress, Instant due) {
        SyncTask task = pass.task();
        return Attempt.unfinished(task.work(), task.wanted(), progress, task.log(), due, null);
    }

    private Attempt failed(Pass pass, String why) {
        SyncTask task = pass.task();
        Instant due = backoff.retryAt(task.work(), Kind.INTERNAL_ERROR);
        return Attempt.failed(task.work(), task.wanted(), pass.progress(), task.log(), due, Kind.INTERNAL_ERROR, why);
    }

    private boolean isCurrent(WantedState wanted) {
        WantedState now = states.of(List.of(wanted.credential().id()))
                .get(wanted.credential().id());
        return now != null && now.revision() == wanted.revision();
    }

    /**
     * A server that never had our account may have another system's account of the same name, which must not be
     * removed.
     */
    private boolean isOfSomebodyElse(SyncTask task) {
        if (task.work().applied() > 0 || task.server().capabilities().contains(Capability.READS_DATABASE)) {
            return false;
        }
        task.work().requireLease(clock);
        return task.server()
                .find(task.wanted().aor())
                .filter(found -> !task.wanted().made(found))
                .isPresent();
    }
}
