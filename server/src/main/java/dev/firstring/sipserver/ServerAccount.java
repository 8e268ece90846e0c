package dev.firstring.sipserver;

import dev.firstring.sip.Digests;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as a server tells it. Immutable.
 *
 * @param enabled whether phones may register
 * @param displayName null where it has none, or the server does not tell
 * @param digests the hashes of its secret; null where the server does not tell
 * @param created when the server made it; null where it does not tell
 */
public record ServerAccount(
        Aor aor,
        boolean enabled,
        @Nullable String displayName,
        @Nullable Digests digests,
        @Nullable Instant created) {}
