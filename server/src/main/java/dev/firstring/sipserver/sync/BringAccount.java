package dev.firstring.sipserver.sync;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.fleet.LeftAlone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    /** A registration that was judged just before the commit has come through by then. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** When to look again after a call that was not made. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final SealedSecrets secrets;
    private final Pauses pauses;
    private final Clock clock;

    BringAccount(SealedSecrets secrets, Pauses pauses, Clock clock) {
        this.secrets = secrets;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Tries it. Never throws for what a server does. */
    Attempt bring(HeldWork work, WantedState wanted, SipServer server) {
        StepLog log = new StepLog(work.server(), wanted.cut() > work.applied());
        try {
            return wanted.cut() > work.applied() ? cut(work, wanted, server, log) : change(work, wanted, server, log);
        } catch (LeftAlone notCalled) {
            Instant due = clock.instant().plus(LOOK_AGAIN);
            return failed(work, log, due, String.valueOf(notCalled.getMessage()), work.attempts());
        } catch (SipServerFault fault) {
            return failed(work, log, fault.kind(), String.valueOf(fault.getMessage()));
        } catch (LeaseOver over) {
            return Attempt.released(work, clock.instant());
        } catch (RuntimeException e) {
            LOG.error("SIP credential {} could not be brought to SIP server {}", work.credential(), work.server(), e);
            return failed(work, log, Kind.INTERNAL_ERROR, "the service failed; its log says why");
        }
    }

    /** The lease ended on the way: what comes next belongs to somebody else. */
    private static final class LeaseOver extends RuntimeException {

        private LeaseOver() {
            super("the lease is over", null, false, false);
        }
    }

    private Attempt change(HeldWork work, WantedState wanted, SipServer server, StepLog log) {
        account(work, wanted, server, secret(wanted));
        log.done();
        return complete(work, wanted, log);
    }

    private Attempt cut(HeldWork work, WantedState wanted, SipServer server, StepLog log) {
        SipSecret secret = secret(wanted);
        account(work, wanted, server, secret);
        log.done();
        Instant begun =
                work.cutBegun() == wanted.cut() && work.cutBegunAt() != null ? work.cutBegunAt() : clock.instant();
        Instant inForce = inForce(server.dropCaches(wanted.aor()), begun);
        boolean waiting = inForce.isAfter(clock.instant());
        if (waiting) {
            log.pending(inForce, "the server may still know what was good before");
        } else {
            log.done();
        }
        mine(work);
        server.deregister(wanted.aor());
        log.done();
        mine(work);
        Optional<String> mistake = ReadBack.mistake(server, wanted, secret);
        if (mistake.isPresent()) {
            return failed(work, log, Kind.INTERNAL_ERROR, mistake.get());
        }
        log.done();
        return waiting
                ? new Attempt(work, work.applied(), false, inForce, null, 0, wanted.cut(), begun, log.steps())
                : complete(work, wanted, log);
    }

    private void account(HeldWork work, WantedState wanted, SipServer server, @Nullable SipSecret secret) {
        mine(work);
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

    private static Instant inForce(CacheEffect effect, Instant begun) {
        return switch (effect) {
            case CacheEffect.Dropped() -> Instant.MIN;
            case CacheEffect.Expires(Duration life) -> begun.plus(life).plus(MARGIN);
        };
    }

    private void mine(HeldWork work) {
        if (!clock.instant().isBefore(work.leaseUntil())) {
            throw new LeaseOver();
        }
    }

    private static Attempt complete(HeldWork work, WantedState wanted, StepLog log) {
        return new Attempt(work, wanted.revision(), true, null, null, 0, 0, null, log.steps());
    }

    private Attempt failed(HeldWork work, StepLog log, Kind kind, String why) {
        int attempts = work.attempts() + 1;
        return failed(work, log, clock.instant().plus(pauses.after(attempts, kind)), why, attempts);
    }

    private static Attempt failed(HeldWork work, StepLog log, Instant due, String why, int attempts) {
        return new Attempt(
                work,
                work.applied(),
                false,
                due,
                why,
                attempts,
                work.cutBegun(),
                work.cutBegunAt(),
                log.failed(due, why));
    }
}
