package dev.firstring.account.apikey;

import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored API key, without the key itself.
 *
 * @param lastUsedAt when it was last used, up to one hour behind; null if never
 */
public record KnownApiKey(
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** The state of a key. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    public KnownApiKey {
        scopes = Set.copyOf(scopes);
    }

    public State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return now.isBefore(expiresAt) ? State.ACTIVE : State.EXPIRED;
    }

    /** The operator that presents the key. */
    public Operator operator() {
        return new Operator("admin:" + name, scopes);
    }
}
