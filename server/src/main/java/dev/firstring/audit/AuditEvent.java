package dev.firstring.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account. It names no phone number and holds no secret, so that it may stay when the
 * account is erased.
 *
 * @param action what happened, as {@code noun.verb}: {@code credential.created}, {@code number.moved}
 * @param actor who did it: {@code owner}, {@code system}, {@code admin:NAME}, or {@code link}, who had a link
 * @param detail further facts, as JSON; empty for none
 */
public record AuditEvent(
        String action,
        String actor,
        @Nullable UUID accountId,
        @Nullable UUID credentialId,
        @Nullable String reason,
        Map<String, Object> detail) {

    public AuditEvent {
        detail = Map.copyOf(detail);
    }

    public static AuditEvent of(String action, String actor, @Nullable UUID accountId, @Nullable UUID credentialId) {
        return new AuditEvent(action, actor, accountId, credentialId, null, Map.of());
    }
}
