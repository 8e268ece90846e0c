package dev.firstring.sipserver.drift.compare;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sipserver.Aor;
import org.jspecify.annotations.Nullable;

/**
 * What the database has of a credential, and of its sync with one server.
 *
 * @param name the display name; null for none
 * @param sealed its secret; null once it is revoked
 * @param pending whether the sync has something to do for it on that server: then a difference is no drift
 * @param stamp changes with the credential and with every attempt of the sync
 */
public record KnownCredential(
        CredentialId id,
        SipAddress address,
        CredentialStatus status,
        @Nullable String name,
        @Nullable Sealed sealed,
        boolean pending,
        Stamp stamp) {

    /** If two are equal, nothing was done in between. */
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

    /** Whether nothing was done since that was read, and nothing is due. */
    boolean unchangedSince(KnownCredential before) {
        return !pending && stamp.equals(before.stamp);
    }
}
