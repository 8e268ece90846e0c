package dev.firstring.sip.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential with its secret, as returned to its owner: everything that a phone needs to register.
 * {@link #toString()} hides the password. Immutable.
 *
 * @param sipPassword null if the credential is revoked
 * @param sipProxy the SIP server to connect to, {@code host} or {@code host:port}; null if phones find it by the domain
 * @param registrationExpiry the expiry in seconds that a phone should request
 * @param phoneNumber E.164; null once the account is erased
 * @param provisionedAt when it was created, the same as {@code createdAt}
 * @param provisionedBy who requested it: {@code owner}, or {@code admin:NAME}
 * @param firstCallAt when its first call was answered; null if none was, or its SIP server does not tell
 * @param firstCallSeconds how long that call lasted; null if it has not ended, or its SIP server does not tell
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
        @Nullable Instant lastRegisteredAt,
        @Nullable Instant firstCallAt,
        @Nullable Integer firstCallSeconds) {

    public CredentialView {
        codecPreferences = List.copyOf(codecPreferences);
    }

    @Override
    public String toString() {
        return "CredentialView[" + id + ", " + status + "]";
    }
}
