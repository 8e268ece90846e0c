package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.CacheEffect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Drops a server's caches of a credential, and decides when that is final: a query that was under way when the credential
 * changed can bring the old state back into a cache. One attempt uses one instance; not thread-safe.
 */
final class CacheDrop {

    /** A registration that was judged just before the commit, or before caches were dropped, has come through by then. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /**
     * After a server was in trouble: Flexisip writes a contact that its Redis did not take again after five and after ten
     * seconds, of a phone that was let in before.
     */
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(12);

    private static final String QUERY_UNDER_WAY = "dropped now, and again then: a query under way may bring them back";

    private final SyncTask task;
    private final StaleContacts contacts;
    private final Instant begun;
    private final Clock clock;

    CacheDrop(SyncTask task, StaleContacts contacts, Instant begun, Clock clock) {
        this.task = task;
        this.contacts = contacts;
        this.begun = begun;
        this.clock = clock;
    }

    sealed interface Result {

        /** The server keeps no state of its own. */
        record NothingCached() implements Result {}

        /**
         * The caches are dropped for good.
         *
         * @param settled when registrations that were judged by them have come through
         */
        record Dropped(Instant at, Instant settled) implements Result {}

        /** The caches may still have the old state until then. */
        record Pending(Instant until, String why) implements Result {}

        /** A part of the server does not answer, and may continue with the old state at any time. */
        record Unreachable(String why) implements Result {}
    }

    /** Drops the caches, and removes stale contacts before. Repeats that as long as a withheld secret leaves time for it. */
    Result drop() {
        while (true) {
            contacts.removeEarly();
            CacheEffect effect = task.server().dropCaches(task.wanted().aor());
            task.work().requireLease(clock);
            if (effect instanceof CacheEffect.Held held) {
                return new Result.Unreachable(held.why());
            }
            if (effect.life().isZero()) {
                return new Result.NothingCached();
            }
            Instant now = clock.instant();
            Instant last = finalFrom(effect.life(), now);
            if (!last.isAfter(now)) {
                return new Result.Dropped(now, foundSomething(effect) ? now.plus(MARGIN) : now);
            }
            if (!task.withheld().hold(Duration.between(now, last))) {
                return new Result.Pending(
                        last, effect instanceof CacheEffect.Expires expires ? expires.why() : QUERY_UNDER_WAY);
            }
            contacts.beginNextPass();
        }
    }

    /** Drops caches that were dropped before once more, for a query that took longer than it should. */
    Result dropAgain(Instant droppedBefore) {
        Instant at = droppedBefore;
        if (!task.wanted().active()
                && foundSomething(task.server().dropCaches(task.wanted().aor()))) {
            at = clock.instant();
        }
        return new Result.Dropped(at, at.plus(MARGIN));
    }

    /** From when on nothing that was under way can bring the old state back. */
    private Instant finalFrom(Duration life, Instant now) {
        Instant queriesEnded = begun.plus(life).plus(MARGIN);
        Instant recovered = contacts.hadTrouble() ? now.plus(AFTER_TROUBLE) : Instant.MIN;
        return queriesEnded.isAfter(recovered) ? queriesEnded : recovered;
    }

    private static boolean foundSomething(CacheEffect effect) {
        return effect instanceof CacheEffect.Dropped dropped && dropped.found();
    }
}
