package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.lifecycle.LifecycleUseCases;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.WantedAccount;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes credentials and changes them, as people do. */
final class People {

    private final SipFixture fixture;
    private final DriftNode node;
    private final UseCases useCases;
    private int numbers;

    People(SipFixture fixture, DriftNode node) {
        this.fixture = fixture;
        this.node = node;
        this.useCases = new UseCases(fixture);
    }

    /** A credential that no server has yet. */
    Credential provision() {
        return useCases.provisioned(fixture.order(fixture.account(), SipFixture.number(numbers++)))
                .credential();
    }

    /** A credential that every server has. */
    Credential synced() {
        Credential made = provision();
        node.sync.pull.drain();
        return made;
    }

    /** Credentials that every server has. */
    List<Credential> many(int count) {
        List<Credential> made = Stream.generate(this::provision).limit(count).toList();
        node.sync.pull.drain();
        return made;
    }

    /** Changes a state, and brings it to every server. */
    void become(CredentialStatus status, Credential credential) {
        CredentialSync sync = node.sync.credentials();
        new LifecycleUseCases(fixture, sync).become(status, credential.id());
    }

    WantedAccount onServer(MemoryServer server, Credential credential) {
        WantedAccount found = server.account(aor(credential));
        assertThat(found).as("account on the server").isNotNull();
        return Objects.requireNonNull(found);
    }

    static Aor aor(Credential credential) {
        return Aor.of(credential.address());
    }

    static WantedAccount named(WantedAccount account, @Nullable DisplayName name) {
        return new WantedAccount(
                account.address(), account.enabled(), account.secret(), name, account.number(), account.created());
    }

    static WantedAccount withSecret(WantedAccount account, SipSecret secret) {
        return new WantedAccount(
                account.address(),
                account.enabled(),
                secret,
                account.displayName(),
                account.number(),
                account.created());
    }

    static WantedAccount at(WantedAccount account, Aor aor) {
        SipAddress address = new SipAddress(
                new SipUsername(aor.user()), aor.domain(), account.address().realm());
        return new WantedAccount(
                address,
                account.enabled(),
                account.secret(),
                account.displayName(),
                account.number(),
                account.created());
    }
}
