package dev.firstring.sipserver.sync;

import dev.firstring.account.DisplayName;
import dev.firstring.platform.keys.Sealed;
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
 * The state of a credential that the database wants on every server.
 *
 * @param sealed its secret; null once it is revoked
 * @param secretAt when that took the place of another; null if it never did, or that is unknown
 * @param cut the last revision that took access away (a suspension, a revocation, a new password) and was not undone; 0 for
 *     none
 */
record WantedState(
        Credential credential,
        @Nullable Sealed sealed,
        @Nullable Instant secretAt,
        long cut) {

    /** How far the clock of a server may be from ours. */
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
     * Whether an account that a server has under this address is ours. One that is clearly older was made by somebody else
     * before us, and one of which the server does not tell may have been.
     */
    boolean made(ServerAccount account) {
        Instant created = account.created();
        return account.aor().equals(aor())
                && created != null
                && !created.isBefore(credential.times().created().minus(CLOCK_SKEW));
    }

    /** What a server is compared with. */
    ServerComparison.Wanted compared(@Nullable SipSecret secret) {
        DisplayName name = credential.profile().displayName();
        return new ServerComparison.Wanted(
                credential.status(),
                name == null ? null : name.value(),
                secret == null ? null : Digests.of(credential.address(), secret, false));
    }

    /**
     * What a server should have of it, unless it is revoked.
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
