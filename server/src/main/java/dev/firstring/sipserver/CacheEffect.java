package dev.firstring.sipserver;

import java.time.Duration;

/** What became of credentials that a server may have cached. */
public sealed interface CacheEffect {

    /** The server caches none, or has dropped them. */
    record Dropped() implements CacheEffect {}

    /**
     * They cannot be dropped, and are good for this long from the moment of the commit.
     *
     * @param life positive
     */
    record Expires(Duration life) implements CacheEffect {}
}
