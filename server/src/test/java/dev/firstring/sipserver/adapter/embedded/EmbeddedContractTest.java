package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerContract;
import dev.firstring.sipserver.WantedAccount;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class EmbeddedContractTest extends SipServerContract {

    @Override
    protected ServerUnderTest start() {
        return new Embedded(RegistrarRoom.open(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256));
    }

    private record Embedded(RegistrarRoom room, SipServer adapter) implements ServerUnderTest {

        Embedded(RegistrarRoom room) {
            this(room, new EmbeddedServer(room.registrar, room.rows));
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
            room.accounts.status(account, "revoked");
        }

        @Override
        public void register(WantedAccount account, String userAgent) {
            try (RawSip phone = new RawSip(room.target(Transport.UDP))) {
                Registration registration = phone.register(
                        RegistrarRoom.login(account),
                        account.address().username().value(),
                        "User-Agent: " + userAgent + "\n");
                assertThat(registration.accepted()).as(registration.output()).isTrue();
            }
        }

        @Override
        public boolean admits(WantedAccount account) {
            SipLogin login = RegistrarRoom.login(account);
            try (RawSip phone = new RawSip(room.target(Transport.UDP))) {
                return phone.register(login).accepted();
            }
        }

        @Override
        public void goAway() {
            room.registrar.stop();
        }

        @Override
        public void comeBack() {
            room.registrar.start();
        }

        @Override
        public void close() {
            room.close();
        }
    }
}
