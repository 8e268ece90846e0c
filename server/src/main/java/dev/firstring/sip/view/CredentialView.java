package dev.firstring.sip.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential with its secret, as its owner gets it: all that a phone needs to register. The password is not shown by
 * {@link #toString()}. Immutable.
 *
 * @param sipPassword null once the credential is revoked
 * @param sipProxy the SIP server to connect to, {@code host} or {@code host:port}; null where the domain leads there
 * @param registrationExpiry seconds that a phone should ask to be registered
 * @param phoneNumber E.164; null once the account is erased
 * @param provisionedAt when it was made, as {@code createdAt}
 * @param provisionedBy who asked for it: {@code owner}, or {@code admin:NAME}
 */
public record CredentialView(
        UUID id,
        String sipUsername,
        @Nullable String sipPassword,
        String sipDomain,
        String sipUri,
        @Nullable String sipProxy,
        @Nullable String displayName,
        String transportProtocol,
        List<String> codecPreferences,
        long registrationExpiry,
        StunTurnConfig stunTurnConfig,
        String syncStatus,
        String status,
        @Nullable String phoneNumber,
        Instant createdAt,
        Instant provisionedAt,
        String provisionedBy,
        @Nullable Instant lastRegisteredAt) {

    public CredentialView {
        codecPreferences = List.copyOf(codecPreferences);
    }

    @Override
    public String toString() {
        return "CredentialView[" + id + ", " + status + "]";
    }
}
