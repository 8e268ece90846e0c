package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import java.util.List;

/** The comparisons over one database, as the service wires them. */
public final class Comparisons {

    private Comparisons() {}

    public static List<Comparison> of(SipFixture fixture) {
        KnownCredentialStore credentials = new KnownCredentialStore(fixture.jdbc);
        AccountDifferences accountDifferences = new AccountDifferences(new SealedSecrets(fixture.box));
        Recheck recheck = new Recheck(credentials, accountDifferences);
        return List.of(
                new AccountComparison(credentials, accountDifferences, recheck),
                new MissingComparison(new SeenAccountStore(fixture.jdbc), credentials, recheck),
                new ContactComparison(credentials, recheck));
    }
}
