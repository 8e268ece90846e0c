package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.registration.RegistrationTracking;
import dev.firstring.testing.Patience;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

class SightingsTest {

    @Test
    void where_phones_were_seen_is_told_once_for_each_that_registers() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        RegistrationTracking tracking = (credential, server, registration, address) ->
                seen.add(server + " " + registration.contact() + " " + registration.userAgent() + " " + address);
        try (RegistrarRoom room = RegistrarRoom.open(tracking)) {
            WantedAccount account = room.account();
            try (TestPhone phone = new TestPhone(room.target(Transport.UDP), account)) {
                phone.register("Contact: <sip:a@10.0.0.1>", "User-Agent: Phone 1");
                phone.register();
                phone.register("Contact: <sip:b@10.0.0.1>", "User-Agent: Phone 2");
                phone.register("Contact: <sip:b@10.0.0.1>", "Expires: 0");
                phone.register("Contact: <sip:c@10.0.0.1>");
            }
            for (String expected : List.of(
                    "embedded sip:a@10.0.0.1 Phone 1 127.0.0.1",
                    "embedded sip:b@10.0.0.1 Phone 2 127.0.0.1",
                    "embedded sip:c@10.0.0.1 null 127.0.0.1")) {
                assertThat(seen.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo(expected);
            }
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void a_phone_registers_though_it_cannot_be_kept_where() {
        RegistrationTracking broken = (credential, server, registration, address) -> {
            throw new TransientDataAccessResourceException("no such luck");
        };
        try (RegistrarRoom room = RegistrarRoom.open(broken);
                TestPhone phone = new TestPhone(room.target(Transport.UDP), room.account())) {
            assertThat(phone.register(phone.contact())).startsWith("SIP/2.0 200");
            assertThat(phone.register(phone.contact())).startsWith("SIP/2.0 200");
        }
    }
}
