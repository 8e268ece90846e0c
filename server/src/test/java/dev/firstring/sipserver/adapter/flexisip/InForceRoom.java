package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.account.AccountId;
import dev.firstring.peers.Redis;
import dev.firstring.peers.Scratch;
import dev.firstring.platform.Secret;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.lifecycle.LifecycleUseCases;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.sync.SyncNode;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Firstring's sync with a Flexisip adapter, over a real database and a real Redis; time is moved by hand. */
final class InForceRoom implements AutoCloseable {

    /** What is merely slow on a busy machine is not in trouble. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    final SipFixture fixture = new SipFixture();
    final UseCases useCases = new UseCases(fixture);
    final Redis redis = Redis.start();
    final PhoneInRedis phones = new PhoneInRedis(redis);
    final Scratch scratch = Scratch.create("flexisip");
    private int numbers;

    InForceRoom() {
        // Redis ends keys by a clock of its own.
        fixture.clock.set(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
    }

    FlexisipServer adapter(String... sockets) {
        return new FlexisipServer(
                new ConfiguredFlexisip(
                        new ServerId("flexisip-1"),
                        List.of(Secret.of(redis.uri())),
                        LIMIT,
                        LIMIT,
                        List.of(sockets),
                        StandIn.CACHE_EXPIRE,
                        Duration.ofSeconds(1)),
                new SipAuthView(fixture.jdbc),
                fixture.clock);
    }

    /** A Flexisip process with a command socket of that name. */
    StandIn process(String name) {
        return StandIn.withSocket(fixture.jdbc, phones, fixture.clock, scratch, name);
    }

    /** The path of a command socket. */
    String path(String name) {
        return scratch.directory().resolve(name).toString();
    }

    Credential credential(SyncNode node) {
        AccountId owner = fixture.account();
        Credential made = useCases.provisioned(fixture.order(owner, SipFixture.number(numbers++)))
                .credential();
        node.credentials().sync(made.id());
        // A server that is new gets all accounts first.
        node.pull.drain();
        return made;
    }

    SipSecret secret(Credential credential) {
        return Objects.requireNonNull(useCases.read
                .byId(credential.id(), credential.account())
                .orElseThrow()
                .secret());
    }

    SyncReport become(SyncNode node, CredentialStatus next, Credential credential) {
        return ((ChangeCredentialState.Outcome.Changed)
                        new LifecycleUseCases(fixture, node.credentials()).become(next, credential.id()))
                .report();
    }

    RegeneratePassword.Regenerated rotate(SyncNode node, Credential credential) {
        return (RegeneratePassword.Regenerated) new LifecycleUseCases(fixture, node.credentials())
                .password.regenerate(credential.id(), credential.account(), "owner", fixture.clock.instant());
    }

    /** The change is committed, and the node is gone before it asks any server. */
    SipSecret commitNewPassword(Credential credential) {
        RegeneratePassword.Outcome outcome = new LifecycleUseCases(fixture, id -> SyncReport.notYet())
                .password.regenerate(credential.id(), credential.account(), "owner", fixture.clock.instant());
        return ((RegeneratePassword.Regenerated) outcome).secret();
    }

    /** Time passes, and what is due by then is done. */
    void pass(SyncNode node, Duration time) {
        fixture.clock.advance(time);
        node.pull.drain();
    }

    /** The attempt of a request may outlive it. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to that");
            }
            Thread.onSpinWait();
        }
    }

    List<String> live(FlexisipServer server, Credential credential) {
        return server.registrations(aor(credential)).stream()
                .map(Registration::userAgent)
                .toList();
    }

    static Aor aor(Credential credential) {
        return Aor.of(credential.address());
    }

    static SyncStep step(SyncReport report, Name name) {
        return report.steps().stream()
                .filter(step -> step.name() == name && step.server() != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
    }

    @Override
    public void close() {
        redis.goOn();
        redis.close();
        scratch.close();
        fixture.close();
    }
}
