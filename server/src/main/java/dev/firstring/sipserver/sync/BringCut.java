package dev.firstring.sipserver.sync;

import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ends on one server what was good before a change: refuse new registrations, drop caches, remove contacts, read back. Each of
 * the four steps is done only at the end of a pass that came after everything that was under way; what a pass before has done
 * is done again then. Contacts go whatever becomes of the caches. Thread-safe.
 */
@Component
class BringCut {

    private static final String MAY_ADMIT = "the server may still admit what was good before";
    private static final String UNDER_WAY = "dropped now, and again then: a query under way may bring them back";
    private static final String AGAIN = "removed now, and again then: a phone may still come back";
    private static final Duration SOONEST_LOOK = Duration.ofSeconds(30);
    private static final Duration LATEST_LOOK = Duration.ofMinutes(5);

    private final WantedStates states;
    private final AttemptResults results;
    private final Clock clock;

    BringCut(WantedStates states, AttemptResults results, Clock clock) {
        this.states = states;
        this.results = results;
        this.clock = clock;
    }

    /** What an attempt works with. */
    private record Pass(
            HeldWork work,
            WantedState wanted,
            SipServer server,
            StepLog log,
            @Nullable SipSecret secret,
            WithheldSecret withheld,
            Cut cut,
            CutProgress progress) {}

    /**
     * Goes on with it, as far as the time has come.
     *
     * @param secret what the server should have; null if it should have no account
     * @param withheld the new secret, if it is one that ends what was good before
     */
    Attempt bring(
            HeldWork work,
            WantedState wanted,
            SipServer server,
            StepLog log,
            @Nullable SipSecret secret,
            WithheldSecret withheld) {
        if (secret == null && neverOurs(work, wanted, server)) {
            return results.complete(work, wanted, log);
        }
        Instant now = clock.instant();
        Cut cut = new Cut(server, wanted, work, now, withheld, () -> current(wanted));
        Pass pass = new Pass(
                work, wanted, server, log, secret, withheld, cut, work.cut().of(wanted.cut(), now));
        account(pass);
        Instant forgotten = pass.progress().forgotten();
        if (forgotten != null && (wanted.active() || work.attempts() == 0)) {
            return settle(pass, forgotten);
        }
        return forget(pass);
    }

    /** Has the server forget, as often as something under way may bring it back. */
    private Attempt forget(Pass pass) {
        while (true) {
            Cut cut = pass.cut();
            cut.contactsFirst();
            CacheEffect effect = cut.caches();
            results.mine(pass.work());
            Instant now = clock.instant();
            Instant inForce = cut.inForce(effect, now);
            if (effect instanceof CacheEffect.Held held) {
                return held(pass, held.why());
            }
            if (!inForce.isAfter(now)) {
                boolean found = effect instanceof CacheEffect.Dropped dropped && dropped.found();
                return effect.life().isZero() ? finish(pass, null) : settled(pass, now, found);
            }
            if (!pass.withheld().hold(Duration.between(now, inForce))) {
                return waiting(pass, inForce, effect);
            }
            cut.again();
        }
    }

    /** It has forgotten before; what a longer query than there should be brought back since is dropped once more. */
    private Attempt settle(Pass pass, Instant forgotten) {
        if (!pass.wanted().active() && pass.cut().caches() instanceof CacheEffect.Dropped dropped && dropped.found()) {
            return settled(pass, clock.instant(), true);
        }
        return settled(pass, forgotten, true);
    }

    /** Whoever was judged by what the server has just forgotten may come through a moment later. */
    private Attempt settled(Pass pass, Instant forgotten, boolean found) {
        Instant over = found ? forgotten.plus(Cut.MARGIN) : forgotten;
        Instant now = clock.instant();
        if (over.isAfter(now) && !pass.withheld().hold(Duration.between(now, over))) {
            pass.log().done();
            pass.log().done();
            Optional<Attempt> failure = contacts(pass);
            if (failure.isPresent()) {
                return failure.get();
            }
            pass.log().pending(over, AGAIN);
            pass.log().pending(over, null);
            return unfinished(pass, pass.progress().forgotten(forgotten), over);
        }
        return finish(pass, forgotten);
    }

    /** @param forgotten when the server was made to forget; null for one that knows nothing but the present state */
    private Attempt finish(Pass pass, @Nullable Instant forgotten) {
        StepLog log = pass.log();
        log.done();
        log.done();
        Optional<Attempt> failure = contacts(pass);
        if (failure.isPresent()) {
            return failure.get();
        }
        Instant now = clock.instant();
        List<Registration> unproven = forgotten == null ? List.of() : pass.cut().unproven(forgotten, now);
        if (forgotten != null && !unproven.isEmpty()) {
            Instant look = look(unproven, now);
            log.pending(look, named(unproven.size(), forgotten));
            log.pending(look, null);
            return unfinished(pass, pass.progress().forgotten(forgotten), look);
        }
        log.done();
        results.mine(pass.work());
        Optional<String> mistake = ReadBack.account(pass.server(), pass.wanted(), pass.secret());
        if (mistake.isPresent()) {
            return failed(pass, mistake.get());
        }
        log.done();
        return results.complete(pass.work(), pass.wanted(), log);
    }

    private static String named(int count, Instant forgotten) {
        return "contacts that registered before " + forgotten
                + ", when the old password may still have been admitted, and not since: "
                + count + ". They stay until their next registration; deregister ends them now";
    }

    private static Instant look(List<Registration> unproven, Instant now) {
        Instant end = unproven.stream()
                .map(contact -> now.plus(contact.expires()))
                .min(Instant::compareTo)
                .orElse(now);
        Instant soonest = now.plus(SOONEST_LOOK);
        Instant latest = now.plus(LATEST_LOOK);
        return end.isBefore(soonest) ? soonest : end.isAfter(latest) ? latest : end;
    }

    /** Takes contacts away, those that somebody asked to end among them; a failure if the server keeps some. */
    private Optional<Attempt> contacts(Pass pass) {
        pass.cut().contacts();
        results.mine(pass.work());
        long left = pass.cut().left();
        if (pass.work().asked().anyContacts()) {
            ContactRemoval asked =
                    new ContactRemoval(pass.server(), pass.wanted(), pass.work().asked(), clock.instant());
            left += asked.left(asked.remove());
        }
        return left > 0
                ? Optional.of(failed(pass, "the server still has " + left + " live contacts"))
                : Optional.empty();
    }

    /** A part of the server does not answer and may go on at any time: its contacts are gone, and nothing is over. */
    private Attempt held(Pass pass, String why) {
        pass.cut().contacts();
        Instant due = results.dueAfterFailure(pass.work(), Kind.SERVER_UNAVAILABLE);
        pass.log().pending(due, MAY_ADMIT);
        pass.log().failing(due, Kind.SERVER_UNAVAILABLE, why);
        pass.log().pending(due, AGAIN);
        pass.log().pending(due, null);
        return results.unfinished(pass.work(), pass.wanted(), pass.progress(), due, why, pass.log());
    }

    private Attempt waiting(Pass pass, Instant inForce, CacheEffect effect) {
        pass.log().pending(inForce, MAY_ADMIT);
        pass.log().pending(inForce, effect instanceof CacheEffect.Expires expires ? expires.why() : UNDER_WAY);
        Optional<Attempt> failure = contacts(pass);
        if (failure.isPresent()) {
            return failure.get();
        }
        pass.log().pending(inForce, AGAIN);
        pass.log().pending(inForce, null);
        return unfinished(pass, pass.progress(), inForce);
    }

    private Attempt unfinished(Pass pass, CutProgress progress, Instant due) {
        return results.unfinished(pass.work(), pass.wanted(), progress, due, null, pass.log());
    }

    private Attempt failed(Pass pass, String why) {
        return results.failed(pass.work(), pass.wanted(), pass.progress(), pass.log(), Kind.INTERNAL_ERROR, why);
    }

    private boolean current(WantedState wanted) {
        WantedState now = states.of(List.of(wanted.credential().id()))
                .get(wanted.credential().id());
        return now != null && now.revision() == wanted.revision();
    }

    private void account(Pass pass) {
        results.mine(pass.work());
        if (pass.secret() == null) {
            pass.server().remove(pass.wanted().aor());
        } else {
            pass.server().apply(pass.wanted().account(pass.secret(), pass.work().applied() > 0));
        }
    }

    /** A server that never had the account of ours may have one of somebody else by that name: it is not ours to remove. */
    private boolean neverOurs(HeldWork work, WantedState wanted, SipServer server) {
        if (work.applied() > 0 || server.capabilities().contains(Capability.READS_DATABASE)) {
            return false;
        }
        results.mine(work);
        return server.find(wanted.aor()).filter(found -> !wanted.made(found)).isPresent();
    }
}
