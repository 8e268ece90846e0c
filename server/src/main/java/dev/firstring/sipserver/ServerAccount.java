package dev.firstring.sipserver;

import dev.firstring.sip.Digests;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as a server reports it. Immutable.
 *
 * @param enabled whether phones may register
 * @param displayName null if it has none, or the server does not report it
 * @param digests the hashes of its secret; null if the server does not report them
 * @param created when the server created it; null if the server does not report it
 */
public record ServerAccount(
        Aor aor,
        boolean enabled,
        @Nullable String displayName,
        @Nullable Digests digests,
        @Nullable Instant created) {}
