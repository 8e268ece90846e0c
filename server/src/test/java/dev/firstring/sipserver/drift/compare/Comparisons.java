package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.sipserver.drift.seen.SeenAccountStore;
import java.util.List;

/** The comparisons over one database, as the service wires them. */
public final class Comparisons {

    private Comparisons() {}

    public static List<Comparison> of(SipFixture fixture) {
        KnownCredentials credentials = new KnownCredentials(fixture.jdbc);
        Judge judge = new Judge(new SealedSecrets(fixture.box));
        SecondLook look = new SecondLook(credentials, judge);
        return List.of(
                new AccountComparison(credentials, judge, look),
                new MissingComparison(new SeenAccountStore(fixture.jdbc), credentials, look),
                new ContactComparison(credentials, look));
    }
}
