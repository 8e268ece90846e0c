package dev.firstring.sipserver.sync;

import dev.firstring.account.DisplayName;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a credential that the database requires on every server.
 *
 * @param sealed its secret; null if it is revoked
 * @param secretAt when the secret replaced another; null if it never did, or if that is unknown
 * @param cut the last revision that revoked access (a suspension, a revocation, a new password) and was not reverted; 0
 *     for none
 */
record WantedState(
        Credential credential,
        SecretBox.@Nullable Sealed sealed,
        @Nullable Instant secretAt,
        long cut) {

    /** The tolerated clock skew between a server and the service. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    boolean active() {
        return credential.status() == CredentialStatus.ACTIVE;
    }

    long revision() {
        return credential.standing().revision();
    }

    Aor aor() {
        return Aor.of(credential.address());
    }

    /**
     * Whether the service created an account that a server has under this address. An account that is clearly older
     * than the credential is another system's; one without a creation time may be.
     */
    boolean made(ServerAccount account) {
        Instant created = account.created();
        return account.aor().equals(aor())
                && created != null
                && !created.isBefore(credential.times().created().minus(CLOCK_SKEW));
    }

    /** The state that a server is compared with. */
    ServerComparison.Wanted compared(@Nullable SipSecret secret) {
        DisplayName name = credential.profile().displayName();
        return new ServerComparison.Wanted(
                credential.status(),
                name == null ? null : name.value(),
                secret == null ? null : Digests.of(credential.address(), secret, false));
    }

    /**
     * The account that a server should have; only for a credential that is not revoked.
     *
     * @param known whether the server is known to have it
     */
    WantedAccount account(SipSecret secret, boolean known) {
        return new WantedAccount(
                credential.address(),
                active(),
                secret,
                credential.profile().displayName(),
                credential.number(),
                credential.times().created(),
                known);
    }
}
