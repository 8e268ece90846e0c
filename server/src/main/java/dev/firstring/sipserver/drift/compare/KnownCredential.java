package dev.firstring.sipserver.drift.compare;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sipserver.Aor;
import org.jspecify.annotations.Nullable;

/**
 * A credential in the database, and the state of its sync with one server.
 *
 * @param name the display name; null for none
 * @param sealed its secret; null if it is revoked
 * @param pending whether its sync with that server is pending; a difference is no drift then
 * @param stamp changes with the credential and with every attempt of the sync
 */
public record KnownCredential(
        CredentialId id,
        SipAddress address,
        CredentialStatus status,
        @Nullable String name,
        SecretBox.@Nullable Sealed sealed,
        boolean pending,
        Stamp stamp) {

    /** Equal stamps mean that nothing changed in between. */
    public record Stamp(long revision, long token) {}

    public Aor aor() {
        return Aor.of(address);
    }

    public boolean active() {
        return status == CredentialStatus.ACTIVE;
    }

    public boolean revoked() {
        return status == CredentialStatus.REVOKED;
    }

    /** Whether nothing changed since {@code before} was read, and nothing is pending. */
    boolean unchangedSince(KnownCredential before) {
        return !pending && stamp.equals(before.stamp);
    }
}
