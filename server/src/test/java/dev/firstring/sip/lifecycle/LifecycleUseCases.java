package dev.firstring.sip.lifecycle;

import dev.firstring.account.token.TestTokens;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sip.sync.CredentialSync;

/** Suspend, reactivate, revoke and rotate over one database, as the service wires them. */
public final class LifecycleUseCases {

    public final ChangeCredentialState state;
    public final RegeneratePassword password;
    private final SipFixture fixture;

    public LifecycleUseCases(SipFixture fixture, CredentialSync sync) {
        this.fixture = fixture;
        LifecycleStore store = new LifecycleStore(fixture.jdbc);
        RetryingTransactions transactions = fixture.transactions;
        state = new ChangeCredentialState(
                store,
                TestTokens.over(fixture.jdbc, new Ids(fixture.clock, fixture.random), fixture.clock),
                fixture.trail,
                transactions,
                sync);
        password = new RegeneratePassword(
                store,
                new SealedSecrets(fixture.box),
                SipFixture.settings(),
                fixture.random,
                fixture.trail,
                transactions,
                sync);
    }

    public ChangeCredentialState.Outcome become(CredentialStatus next, CredentialId id) {
        return state.become(next, id, "a reason", "admin:test", fixture.clock.instant());
    }
}
