package dev.firstring.sipserver;

import java.time.Duration;

/**
 * What became of credentials that a server may have cached. Whatever it is, they may be let in until {@link #life} after the
 * commit, so that they have to be dropped again then.
 */
public sealed interface CacheEffect {

    /** How long after the commit something may still be let in that was good before; zero or positive. */
    Duration life();

    /**
     * The server caches none, or has dropped them.
     *
     * @param life how long a read that began before the commit may take: it can bring back what was dropped. Zero where it
     *     cannot
     * @param found whether there was something to drop: whoever was judged by it just before may come through only now
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
     * They cannot be dropped, and end by themselves.
     *
     * @param life positive
     * @param why what keeps them from being dropped, for an operator
     */
    record Expires(Duration life, String why) implements CacheEffect {

        public Expires(Duration life) {
            this(life, "the server may still know what was good before");
        }
    }

    /**
     * A part of the server neither drops them nor is gone: it may go on at any time with what it knew, so that nothing is
     * over before it answers.
     *
     * @param life how long they last where it cannot be told from then on either; positive
     * @param why which part, for an operator
     */
    record Held(Duration life, String why) implements CacheEffect {}
}
