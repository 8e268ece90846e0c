package dev.firstring.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of an account. It contains no phone number and no secret, so that it can be kept after the account is
 * erased.
 *
 * @param action what happened, as {@code noun.verb}: {@code credential.created}, {@code number.moved}
 * @param actor who did it: {@code owner}, {@code system}, {@code admin:NAME}, or {@code link} for the holder of a link
 * @param detail further facts, stored as JSON; empty if there are none
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
