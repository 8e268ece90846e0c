package dev.firstring.sipserver.adapter.kamailio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerContract;
import dev.firstring.sipserver.WantedAccount;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The shipped Kamailio configuration, with a client of our own that registers. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KamailioContractTest extends SipServerContract {

    private @Nullable KamailioRoom room;

    @BeforeAll
    void open() {
        room = new KamailioRoom();
    }

    @AfterAll
    void shut() {
        if (room != null) {
            room.close();
        }
    }

    @Override
    protected ServerUnderTest start() {
        return new RealKamailio(Objects.requireNonNull(room));
    }

    private record RealKamailio(KamailioRoom room, SipServer adapter) implements ServerUnderTest {

        RealKamailio(KamailioRoom room) {
            this(room, room.adapter());
        }

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
            Registration registration = phone(account, "User-Agent: " + userAgent + "\n");
            assertThat(registration.accepted()).as(registration.output()).isTrue();
        }

        @Override
        public boolean admits(WantedAccount account) {
            return phone(account, "").accepted();
        }

        @Override
        public void goAway() {
            room.kamailio.halt();
        }

        @Override
        public void comeBack() {
            room.kamailio.goOn();
        }

        @Override
        public void close() {
            room.kamailio.goOn();
            adapter.close();
        }

        private Registration phone(WantedAccount account, String headers) {
            String user = account.address().username().value();
            try (RawSip phone = new RawSip(room.kamailio.target(Transport.UDP))) {
                SipLogin login = SipLogin.withPassword(
                        user, KamailioRoom.DOMAIN, account.secret().reveal());
                return phone.register(login, user, headers);
            }
        }
    }
}
