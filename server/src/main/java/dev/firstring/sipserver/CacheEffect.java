package dev.firstring.sipserver;

import java.time.Duration;

/**
 * The outcome of dropping credentials that a server may have cached. Whatever the outcome, the server may admit the old
 * state until {@link #life} after the commit, so the caches must be dropped again then.
 */
public sealed interface CacheEffect {

    /** How long after the commit the server may still admit what was valid before; zero or positive. */
    Duration life();

    /**
     * The server caches no credentials, or has dropped them.
     *
     * @param life how long a read that began before the commit may take, since it can restore what was dropped; zero if
     *     it cannot
     * @param found whether something was dropped: a registration admitted just before may still be completing
     */
    record Dropped(Duration life, boolean found) implements CacheEffect {

        public Dropped(Duration life) {
            this(life, false);
        }

        public Dropped() {
            this(Duration.ZERO);
        }
    }

    /**
     * The credentials cannot be dropped, and expire on their own.
     *
     * @param life positive
     * @param why the reason why they cannot be dropped, for an operator
     */
    record Expires(Duration life, String why) implements CacheEffect {

        public Expires(Duration life) {
            this(life, "the server may still know what was good before");
        }
    }

    /**
     * A part of the server does not drop its cache and has not stopped either. It may resume with the old state at any
     * time, so the drop is not complete until that part answers.
     *
     * @param life how long credentials stay cached, if the caches cannot be dropped later either; positive
     * @param why which part, for an operator
     */
    record Held(Duration life, String why) implements CacheEffect {}
}
