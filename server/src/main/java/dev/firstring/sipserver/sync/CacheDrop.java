package dev.firstring.sipserver.sync;

import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.sync.SyncAccount.SyncTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Drops a server's caches of a credential, and decides when that is final: a query in progress when the credential
 * changed can restore the old state in a cache. One instance per attempt; not thread-safe.
 */
final class CacheDrop {

    /**
     * The time within which a registration completes that was admitted just before the commit or the drop of the
     * caches.
     */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /**
     * The wait after a failure of the server: Flexisip retries a contact that its Redis did not accept after five and
     * after ten seconds, for a phone that was admitted before.
     */
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(12);

    private static final String QUERY_IN_PROGRESS =
            "dropped now, and again then: a query under way may bring them back";

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
         * The caches are dropped, and no query can restore the old state.
         *
         * @param settled when the registrations that they admitted have completed
         */
        record Dropped(Instant at, Instant settled) implements Result {}

        /** The caches may still have the old state until {@code until}. */
        record Pending(Instant until, String why) implements Result {}

        /** A part of the server does not answer, and may resume with the old state at any time. */
        record Unreachable(String why) implements Result {}
    }

    /** Removes stale contacts and drops the caches, repeatedly while the withheld secret allows the time. */
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
                        last, effect instanceof CacheEffect.Expires expires ? expires.why() : QUERY_IN_PROGRESS);
            }
            contacts.beginNextPass();
        }
    }

    /** Drops the caches again, because of queries that took longer than expected. */
    Result dropAgain(Instant droppedBefore) {
        Instant at = droppedBefore;
        if (!task.wanted().active()
                && foundSomething(task.server().dropCaches(task.wanted().aor()))) {
            at = clock.instant();
        }
        return new Result.Dropped(at, at.plus(MARGIN));
    }

    /** The time from which no query in progress can restore the old state. */
    private Instant finalFrom(Duration life, Instant now) {
        Instant queriesEnded = begun.plus(life).plus(MARGIN);
        Instant recovered = contacts.hadTrouble() ? now.plus(AFTER_TROUBLE) : Instant.MIN;
        return queriesEnded.isAfter(recovered) ? queriesEnded : recovered;
    }

    private static boolean foundSomething(CacheEffect effect) {
        return effect instanceof CacheEffect.Dropped dropped && dropped.found();
    }
}
