package dev.firstring.sipserver.adapter.embedded;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.Funnel;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.registrar.Registrar;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sip.lifecycle.FirstCalls;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedCalls;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedEcho;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedSettings;
import dev.firstring.sipserver.registration.RegistrationTracking;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A registrar on a free port over a database of its own, with a clock that is moved by hand. */
final class RegistrarRoom implements AutoCloseable {

    static final EmbeddedCalls CALLS = new EmbeddedCalls(500, 10, Duration.ofHours(4), null, null);
    static final EmbeddedLimits LIMITS = new EmbeddedLimits(256, 32, Duration.ofMinutes(10), 4, 60, 10, 10_000);

    final SettableClock clock = new SettableClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TestDatabase database = TestDatabase.create();
    final AccountTable accounts = new AccountTable(database.service());
    final AccountRows rows = new AccountRows(database.service());
    final Registrar inside;
    final EmbeddedRegistrar registrar;

    private RegistrarRoom(EmbeddedLimits limits, List<DigestAlgorithm> algorithms, RegistrationTracking tracking) {
        this(AccountTable.DOMAIN, limits, algorithms, tracking);
    }

    private RegistrarRoom(
            String domain, EmbeddedLimits limits, List<DigestAlgorithm> algorithms, RegistrationTracking tracking) {
        this(domain, limits, algorithms, tracking, CALLS);
    }

    private RegistrarRoom(
            String domain,
            EmbeddedLimits limits,
            List<DigestAlgorithm> algorithms,
            RegistrationTracking tracking,
            EmbeddedCalls calls) {
        EmbeddedEcho echo = new EmbeddedEcho(43_000, 43_999, Duration.ofMinutes(2), List.of());
        SipSettings sip = new SipSettings(domain, "", SipSettings.UsernameScheme.DERIVED, true, 5);
        EmbeddedSettings settings = new EmbeddedSettings(
                0, "127.0.0.1", algorithms, Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofHours(1));
        inside = new Registrar(
                settings.registrar(sip, limits),
                calls.calls(echo),
                EmbeddedWiring.ports(
                        rows,
                        new CallRows(database.service(), rows, new PhoneNumbers(), calls.region()),
                        tracking,
                        new CallRecord(firstCalls()),
                        meters),
                clock,
                new SecureRandom());
        registrar = new EmbeddedRegistrar(inside, settings, sip, clock);
        registrar.start();
    }

    private FirstCalls firstCalls() {
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(database.service()));
        return new FirstCalls(
                jdbc,
                new AuditTrail(jdbc),
                new RetryingTransactions(transactions, meters),
                new Funnel(new PhoneNumbers(), meters),
                meters);
    }

    /** One for a domain that has no accounts. */
    static RegistrarRoom serving(String domain) {
        return new RegistrarRoom(
                domain, LIMITS, List.of(DigestAlgorithm.MD5), (credential, server, registration, address) -> {});
    }

    static RegistrarRoom open(DigestAlgorithm... algorithms) {
        return new RegistrarRoom(LIMITS, List.of(algorithms), (credential, server, registration, address) -> {});
    }

    static RegistrarRoom open(EmbeddedLimits limits) {
        return new RegistrarRoom(
                limits, List.of(DigestAlgorithm.MD5), (credential, server, registration, address) -> {});
    }

    static RegistrarRoom open(RegistrationTracking tracking) {
        return new RegistrarRoom(LIMITS, List.of(DigestAlgorithm.MD5), tracking);
    }

    /** One that routes calls in this manner. */
    static RegistrarRoom routing(EmbeddedCalls calls) {
        return new RegistrarRoom(
                AccountTable.DOMAIN,
                LIMITS,
                List.of(DigestAlgorithm.MD5),
                (credential, server, registration, address) -> {},
                calls);
    }

    /** A new active account that holds a number. */
    WantedAccount account(String number) {
        WantedAccount account = account();
        accounts.number(account, number);
        return account;
    }

    /** A new active account. */
    WantedAccount account() {
        WantedAccount account = accounts.draw();
        accounts.commit(account);
        return account;
    }

    static SipLogin login(WantedAccount account) {
        return SipLogin.withPassword(
                account.address().username().value(),
                account.address().domain(),
                account.secret().reveal());
    }

    SipTarget target(Transport transport) {
        InetSocketAddress address = registrar.address().orElseThrow();
        return new SipTarget(transport, "127.0.0.1", address.getPort());
    }

    /** The live contacts of an account, the latest first. */
    List<Binding.Contact> contacts(WantedAccount account) {
        return registrar.bindings().of(EmbeddedServer.address(account.aor())).stream()
                .map(Binding::contact)
                .toList();
    }

    /** How often a message was dropped for that reason. */
    double dropped(String reason) {
        var counter =
                meters.find("firstring.registrar.dropped").tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        registrar.stop();
        database.close();
    }
}
