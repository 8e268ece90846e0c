package dev.firstring.sipserver;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** The server that other tests lean on keeps the contract as the real ones do. */
class MemoryContractTest extends SipServerContract {

    @Override
    protected ServerUnderTest start() {
        MemoryServer memory = new MemoryServer(
                "memory",
                Capability.LISTS_ACCOUNTS,
                Capability.LISTS_REGISTERED,
                Capability.TELLS_HASHES,
                Capability.DROPS_ONE_CONTACT);
        AtomicInteger count = new AtomicInteger();
        return new ServerUnderTest() {
            @Override
            public SipServer adapter() {
                return memory;
            }

            @Override
            public WantedAccount newAccount() {
                return new WantedAccount(
                        new SipAddress(new SipUsername("user" + count.incrementAndGet()), "sip.example.test", "realm"),
                        true,
                        SipSecret.draw(new SecureRandom()),
                        new DisplayName("Ada"),
                        new PhoneNumber("+15550000001"),
                        Instant.EPOCH);
            }

            @Override
            public void commit(WantedAccount account) {}

            @Override
            public void commitRemoval(WantedAccount account) {}

            @Override
            public void register(WantedAccount account, String userAgent) {
                memory.register(account.aor(), userAgent);
            }

            @Override
            public boolean admits(WantedAccount account) {
                WantedAccount held = memory.account(account.aor());
                return held != null && held.enabled() && held.secret().equals(account.secret());
            }

            @Override
            public void goAway() {
                memory.failWith(SipServerFault.Kind.SERVER_UNAVAILABLE);
            }

            @Override
            public void comeBack() {
                memory.failWith(null);
            }

            @Override
            public void close() {
                memory.close();
            }
        };
    }
}
