package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerContract;
import dev.firstring.sipserver.WantedAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The real view and a real Redis; phones are stood in for by contacts as Flexisip writes them. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlexisipContractTest extends SipServerContract {

    private @Nullable FlexisipRoom room;

    @BeforeAll
    void open() {
        room = new FlexisipRoom();
    }

    @AfterAll
    void shut() {
        if (room != null) {
            room.close();
        }
    }

    @Override
    protected ServerUnderTest start() {
        FlexisipRoom open = Objects.requireNonNull(room);
        return new Flexisip(open, open.adapter(Clock.systemUTC(), Duration.ofSeconds(60)));
    }

    private record Flexisip(FlexisipRoom room, SipServer adapter) implements ServerUnderTest {

        @Override
        public WantedAccount newAccount() {
            return room.accounts.draw();
        }

        @Override
        public void commit(WantedAccount account) {
            room.accounts.commit(account);
        }

        @Override
        public void commitRemoval(WantedAccount account) {
            room.accounts.remove(account);
        }

        @Override
        public void register(WantedAccount account, String userAgent) {
            room.phones.register(account.aor(), userAgent, Clock.systemUTC().instant(), 600);
        }

        @Override
        public boolean admits(WantedAccount account) {
            return room.admits(account);
        }

        @Override
        public void goAway() {
            room.redis.halt();
        }

        @Override
        public void comeBack() {
            room.redis.goOn();
        }

        @Override
        public void close() {
            room.redis.goOn();
            adapter.close();
        }
    }
}
