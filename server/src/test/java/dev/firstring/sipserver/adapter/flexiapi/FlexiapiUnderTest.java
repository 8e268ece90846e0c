package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Secret;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The adapter of the account manager, and the stub that it talks to. */
final class FlexiapiUnderTest implements ServerUnderTest {

    static final String DOMAIN = "sip.example.test";
    static final String KEY = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

    private static final AtomicInteger NAMES = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final FlexiapiStub stub = new FlexiapiStub(DOMAIN, KEY, clock);
    private final SipServer adapter = new FlexiapiServer(settings(stub.url(), KEY));

    static FlexiapiServerSettings settings(String url, String key) {
        return new FlexiapiServerSettings(
                "fam",
                url,
                Secret.of(key),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                4,
                null,
                Duration.ofMinutes(30));
    }

    @Override
    public SipServer adapter() {
        return adapter;
    }

    @Override
    public WantedAccount newAccount() {
        int n = NAMES.incrementAndGet();
        return new WantedAccount(
                new SipAddress(new SipUsername("u%d".formatted(n)), DOMAIN, DOMAIN),
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
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("uuid", "urn:uuid:" + UUID.nameUUIDFromBytes(userAgent.getBytes()));
        device.put("update_time", Long.toString(clock.instant().getEpochSecond()));
        device.put("user_agent", userAgent);
        synchronized (stub.space) {
            account(account).devices.put(device.get("uuid").toString(), device);
        }
    }

    @Override
    public boolean admits(WantedAccount account) {
        synchronized (stub.space) {
            return stub.space
                    .find(account.aor().user())
                    .filter(found -> found.admits(account.secret().reveal()))
                    .isPresent();
        }
    }

    /** What the manager has of it. */
    SpaceAccount account(WantedAccount account) {
        return stub.space.find(account.aor().user()).orElseThrow();
    }

    @Override
    public void goAway() {
        stub.goAway();
    }

    @Override
    public void comeBack() {
        stub.comeBack();
    }

    @Override
    public void close() {
        adapter.close();
        stub.close();
    }
}
