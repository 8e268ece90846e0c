package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.testing.Patience;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The database hangs, or is gone: phones are told to come again, and nothing else hangs with it. */
class DatabaseAwayTest {

    @Test
    void a_database_that_hangs_is_told_within_seconds_and_phones_register_once_it_goes_on() throws Exception {
        try (RegistrarRoom room = RegistrarRoom.open(DigestAlgorithm.MD5)) {
            List<TestPhone> phones = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                phones.add(new TestPhone(room.target(Transport.UDP), room.account()));
            }
            TestPhone phone = phones.getFirst();
            TestPhone bystander = new TestPhone(room.target(Transport.UDP), room.account());
            String challenge = phone.exchange(phone.request("REGISTER", phone.contact()));
            try (Connection connection = room.database.service().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE sip_credential IN ACCESS EXCLUSIVE MODE");
                for (TestPhone other : phones) {
                    other.wire.send(other.request("REGISTER", other.contact(), other.authorization(challenge, 1)));
                }

                // The first message that one of the others receives may be its 503.
                assertThat(bystander.exchange(bystander.request("OPTIONS"))).startsWith("SIP/2.0 200");
                for (TestPhone other : phones) {
                    String refused = other.wire.receive(Wire.MILLIS);
                    assertThat(refused).startsWith("SIP/2.0 503");
                    assertThat(TestPhone.headers(refused, "Retry-After")).containsExactly("5");
                }
                connection.rollback();
            }
            bystander.close();
            for (TestPhone other : phones) {
                assertThat(eventually(other)).startsWith("SIP/2.0 200");
                other.close();
            }
        }
    }

    @Test
    void a_database_that_is_gone_is_told() {
        try (RegistrarRoom room = RegistrarRoom.open(DigestAlgorithm.MD5);
                TestPhone phone = new TestPhone(room.target(Transport.UDP), room.account())) {
            room.database.service().close();

            String refused = phone.register(phone.contact());

            assertThat(refused).startsWith("SIP/2.0 503");
            assertThat(TestPhone.headers(refused, "Retry-After")).containsExactly("5");
        }
    }

    private static String eventually(TestPhone phone) {
        Instant end = Instant.now().plus(Patience.LIMIT);
        String answer = phone.register(phone.contact());
        while (!answer.startsWith("SIP/2.0 200") && Instant.now().isBefore(end)) {
            answer = phone.register(phone.contact());
        }
        return answer;
    }
}
