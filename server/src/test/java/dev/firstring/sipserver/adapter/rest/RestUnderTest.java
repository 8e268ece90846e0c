package dev.firstring.sipserver.adapter.rest;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Secret;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.testing.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The adapter of the REST dialect, and the stub that it talks to. */
final class RestUnderTest implements ServerUnderTest {

    static final String DOMAIN = "sip.example.test";
    static final String KEY = "k3y-of-the-stub";

    private static final AtomicInteger NAMES = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final RestStub stub = RestStub.start(0, KEY, clock, null);
    private final SipServer adapter = new RestServer(settings(stub.url() + "/", KEY, null), DOMAIN);

    static RestServerSettings settings(String url, String key, @Nullable Path caFile) {
        return settings(url, key, caFile, Duration.ofSeconds(5));
    }

    static RestServerSettings settings(String url, String key, @Nullable Path caFile, Duration timeout) {
        return new RestServerSettings(
                "pbx", url, Secret.of(key), "", null, "", Duration.ofSeconds(5), timeout, 16, caFile);
    }

    @Override
    public SipServer adapter() {
        return adapter;
    }

    @Override
    public WantedAccount newAccount() {
        int n = NAMES.incrementAndGet();
        return new WantedAccount(
                new SipAddress(new SipUsername("+u.%d".formatted(n)), DOMAIN, DOMAIN),
                true,
                SipSecret.draw(new SecureRandom()),
                new DisplayName("Ada"),
                new PhoneNumber("+1555%07d".formatted(n)),
                clock.instant());
    }

    @Override
    public void commit(WantedAccount account) {}

    @Override
    public void commitRemoval(WantedAccount account) {}

    @Override
    public void register(WantedAccount account, String userAgent) {
        stub.accounts()
                .register(
                        account.aor().user(),
                        "sip:" + account.aor().user() + "@192.0.2.7:5061;transport=tls",
                        userAgent,
                        Duration.ofMinutes(10));
    }

    @Override
    public boolean admits(WantedAccount account) {
        return stub.accounts()
                .find(account.aor().user())
                .filter(found -> found.admits(account.secret().reveal()))
                .isPresent();
    }

    @Override
    public void goAway() {
        stub.goAway();
    }

    @Override
    public void comeBack() {
        stub.comeBack();
        stub.accounts().forgetContacts();
    }

    @Override
    public void close() {
        adapter.close();
        stub.close();
    }
}
