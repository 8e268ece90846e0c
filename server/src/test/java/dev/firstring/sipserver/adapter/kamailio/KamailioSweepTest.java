package dev.firstring.sipserver.adapter.kamailio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.Kamailio;
import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.registration.Sweeping;
import dev.firstring.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When phones were last registered, as a real Kamailio tells it by JSON-RPC. */
@Tag("peer")
class KamailioSweepTest {

    @Test
    void a_phone_behind_a_router_is_seen_with_its_time_and_the_address_that_kamailio_received_it_from() {
        try (SipFixture fixture = new SipFixture();
                Kamailio kamailio = Kamailio.start(
                        "localhost",
                        fixture.database.port(),
                        fixture.database.name(),
                        TestDatabase.SIP_READER,
                        TestDatabase.PASSWORD,
                        KamailioRoom.DOMAIN,
                        DigestAlgorithm.MD5);
                KamailioServer server = new KamailioServer(
                        new ConfiguredKamailio(
                                new ServerId("kamailio-1"),
                                kamailio.rpcAddress(),
                                "location",
                                null,
                                null,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                4),
                        new SubscriberView(fixture.jdbc))) {
            fixture.clock.set(Clock.systemUTC().instant());
            Sweeping node = new Sweeping(fixture, server);
            UseCases useCases = new UseCases(fixture);
            Credential made = useCases.provisioned(fixture.order(fixture.account(), SipFixture.number(0)))
                    .credential();
            Credential other = useCases.provisioned(fixture.order(fixture.account(), SipFixture.number(1)))
                    .credential();
            SipLogin login = SipLogin.withPassword(
                    made.address().username().value(),
                    KamailioRoom.DOMAIN,
                    Objects.requireNonNull(useCases.read
                                    .byId(made.id(), made.account())
                                    .orElseThrow()
                                    .secret())
                            .reveal());
            try (RawSip phone = new RawSip(kamailio.target(Transport.UDP))) {
                assertThat(phone.behindRouter("10.0.0.7:5062").register(login).accepted())
                        .isTrue();
            }

            // the claim, the page, and the phone with its account
            assertThat(node.sweep()).isEqualTo(2 + 2);

            assertThat(node.lastRegistered(made))
                    .isBetween(
                            fixture.clock.instant().minusSeconds(60),
                            fixture.clock.instant().plusSeconds(60));
            assertThat(node.lastAddress(made)).isEqualTo("127.0.0.1");
            assertThat(node.lastRegistered(other)).isNull();

            fixture.clock.advance(Duration.ofMinutes(5));
            assertThat(node.sweep()).isEqualTo(2);
        }
    }
}
