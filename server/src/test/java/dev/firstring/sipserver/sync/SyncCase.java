package dev.firstring.sipserver.sync;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.lifecycle.LifecycleUseCases;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.WantedAccount;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;

/** What tests of the sync over a database and servers in memory share. */
abstract class SyncCase {

    final SipFixture fixture = new SipFixture();
    final UseCases useCases = new UseCases(fixture);
    final AccountId account = fixture.account();
    private int numbers;

    @AfterEach
    final void close() {
        fixture.close();
    }

    final Credential provision() {
        AccountId owner = numbers == 0 ? account : fixture.account();
        return useCases.provisioned(fixture.order(owner, SipFixture.number(numbers++)))
                .credential();
    }

    final Credential synced(SyncNode node) {
        Credential made = provision();
        node.inRequest.sync(made.id());
        return made;
    }

    final LifecycleUseCases lifecycle(SyncNode node) {
        return new LifecycleUseCases(fixture, node.inRequest);
    }

    final Credential read(Credential credential) {
        return useCases.read
                .byId(credential.id(), credential.account())
                .orElseThrow()
                .credential();
    }

    final WantedAccount wanted(Credential credential) {
        return new WantedAccount(
                credential.address(),
                true,
                Objects.requireNonNull(useCases.read
                        .byId(credential.id(), credential.account())
                        .orElseThrow()
                        .secret()),
                credential.profile().displayName(),
                credential.number(),
                credential.times().created());
    }

    static Aor aor(Credential credential) {
        return Aor.of(credential.address());
    }

    static SyncStep step(SyncReport report, Name name, String server) {
        return report.steps().stream()
                .filter(step -> step.name() == name && server.equals(step.server()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
    }
}
