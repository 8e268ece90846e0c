package dev.firstring.sip.view;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential without its secret, as returned by the API. Immutable.
 *
 * @param statusChangedAt when it entered its state
 * @param phoneNumber E.164; null once the account is erased
 * @param provisionedAt when it was created, the same as {@code createdAt}
 * @param provisionedBy who requested it: {@code owner}, or {@code admin:NAME}
 * @param firstCallAt when its first call was answered; null if none was, or its SIP server does not tell
 * @param firstCallSeconds how long that call lasted; null if it has not ended, or its SIP server does not tell
 */
public record CredentialSummary(
        UUID id,
        String sipUsername,
        String sipDomain,
        String sipUri,
        @Nullable String displayName,
        String transportProtocol,
        String syncStatus,
        String status,
        Instant statusChangedAt,
        @Nullable String phoneNumber,
        Instant createdAt,
        Instant provisionedAt,
        String provisionedBy,
        @Nullable Instant lastRegisteredAt,
        @Nullable Instant firstCallAt,
        @Nullable Integer firstCallSeconds) {

    @Override
    public String toString() {
        return "CredentialSummary[" + id + ", " + status + "]";
    }
}
