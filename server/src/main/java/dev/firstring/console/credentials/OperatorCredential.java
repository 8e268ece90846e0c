package dev.firstring.console.credentials;

import dev.firstring.sip.Credential;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The view of a credential for operators: everything except the secret.
 *
 * @param revision incremented by every change
 */
public record OperatorCredential(
        UUID id,
        UUID accountId,
        @Nullable String phoneNumber,
        String sipUsername,
        String sipDomain,
        String sipUri,
        String realm,
        @Nullable String displayName,
        String transportProtocol,
        @Nullable String deviceId,
        String status,
        @Nullable String statusReason,
        String statusActor,
        Instant statusChangedAt,
        long revision,
        String syncStatus,
        Instant createdAt,
        Instant provisionedAt,
        String provisionedBy,
        @Nullable Instant lastRegisteredAt,
        @Nullable String lastRegisteredAddress,
        @Nullable String lastRegisteredUserAgent,
        @Nullable Instant firstCallAt,
        @Nullable Integer firstCallSeconds) {

    static OperatorCredential of(Credential credential) {
        return new OperatorCredential(
                credential.id().value(),
                credential.account().value(),
                credential.number() == null ? null : credential.number().e164(),
                credential.address().username().value(),
                credential.address().domain(),
                credential.address().uri(),
                credential.address().realm(),
                credential.profile().displayName() == null
                        ? null
                        : credential.profile().displayName().value(),
                credential.profile().transport().name(),
                credential.profile().deviceId(),
                credential.status().word(),
                credential.standing().reason(),
                credential.standing().actor(),
                credential.standing().at(),
                credential.standing().revision(),
                credential.standing().sync().word(),
                credential.times().created(),
                credential.times().created(),
                credential.times().createdBy(),
                credential.times().lastRegistered(),
                credential.times().lastAddress(),
                credential.times().lastUserAgent(),
                credential.times().firstCall(),
                credential.times().firstCallSeconds());
    }

    @Override
    public String toString() {
        return "OperatorCredential[" + id + ", " + status + "]";
    }
}
