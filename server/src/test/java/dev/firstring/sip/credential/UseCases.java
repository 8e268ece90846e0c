package dev.firstring.sip.credential;

import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.settings.SipSettings;
import java.security.SecureRandom;
import java.util.Objects;

/** The use cases of the room over one database, as the service wires them. */
public final class UseCases {

    public final SipFixture fixture;
    public final SealedSecrets secrets;
    public final ProvisionCredential provision;
    public final ProvisionOwnCredential provisionOwn;
    public final RevokeCredentials revoke;
    public final RenameCredential rename;
    public final ReadCredential read;
    public final ListCredentials list;

    public UseCases(SipFixture fixture) {
        this(fixture, SipFixture.settings(), fixture.random);
    }

    public UseCases(SipFixture fixture, SipSettings settings, SecureRandom random) {
        this.fixture = fixture;
        Credentials credentials = new Credentials(fixture.jdbc);
        CredentialChanges changes = new CredentialChanges(fixture.jdbc);
        secrets = new SealedSecrets(fixture.box);
        provision = new ProvisionCredential(credentials, secrets, settings, fixture.trail, fixture.ids, random);
        provisionOwn = new ProvisionOwnCredential(
                credentials, new NumberOwners(fixture.jdbc, fixture.trail), provision, fixture.transactions);
        revoke = new RevokeCredentials(credentials, changes, fixture.trail);
        rename = new RenameCredential(credentials, changes, fixture.trail, fixture.transactions);
        read = new ReadCredential(credentials, secrets);
        list = new ListCredentials(credentials);
    }

    /** Provisions in a transaction of its own. */
    public ProvisionCredential.Outcome provision(ProvisionCredential.Order order) {
        return Objects.requireNonNull(fixture.transaction.execute(status -> provision.provision(order)));
    }

    /** Provisions what is expected to go well. */
    public ProvisionCredential.Provisioned provisioned(ProvisionCredential.Order order) {
        return (ProvisionCredential.Provisioned) provision(order);
    }
}
