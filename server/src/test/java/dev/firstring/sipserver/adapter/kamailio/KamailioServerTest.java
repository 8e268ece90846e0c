package dev.firstring.sipserver.adapter.kamailio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Sipp;
import dev.firstring.peers.phone.Transport;
import dev.firstring.sip.Digests;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What only Kamailio has, asked of a real one. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KamailioServerTest {

    private KamailioRoom room;
    private KamailioServer server;

    @BeforeAll
    void open() {
        room = new KamailioRoom();
        server = room.adapter();
    }

    @AfterAll
    void shut() {
        if (server != null) {
            server.close();
        }
        if (room != null) {
            room.close();
        }
    }

    @Test
    void health_tells_version_uptime_and_contacts() {
        ServerHealth before = server.health();
        registered(committed());

        ServerHealth after = server.health();

        assertThat(after.version()).startsWith("kamailio ").doesNotEndWith(" ");
        assertThat(after.uptime()).isBetween(Duration.ZERO, Duration.ofHours(1));
        assertThat(after.activeRegistrations()).isEqualTo(before.activeRegistrations() + 1);
    }

    @Test
    void the_hashes_are_told_and_a_filler_for_a_missing_one_is_not() {
        WantedAccount both = committed();
        WantedAccount sha256Only = room.accounts.draw();
        room.accounts.commit(sha256Only, false);

        assertThat(server.find(both.aor()).orElseThrow().digests())
                .isEqualTo(Digests.of(both.address(), both.secret(), true));
        assertThat(server.find(sha256Only.aor()).orElseThrow().digests())
                .isEqualTo(Digests.of(sha256Only.address(), sha256Only.secret(), false));
    }

    @Test
    void a_phone_without_a_name_or_an_instance_has_none_and_was_seen_just_now() {
        WantedAccount account = committed();
        registered(account);

        Registration registration = server.registrations(account.aor()).getFirst();

        assertThat(registration.userAgent()).isNull();
        assertThat(registration.instanceId()).isNull();
        assertThat(registration.refreshed())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    }

    @Test
    void an_instance_is_told_without_brackets() {
        WantedAccount account = committed();
        String user = account.address().username().value();
        try (RawSip phone = new RawSip(room.kamailio.target(Transport.UDP))) {
            phone.register(
                    login(account),
                    user,
                    "Contact: <sip:" + user + "@127.0.0.1:9>;"
                            + "+sip.instance=\"<urn:uuid:4cbb1d34-6fb1-4f3c-9c2e-1f2ab4a3a001>\"\n");
        }

        assertThat(server.registrations(account.aor()))
                .extracting(Registration::instanceId)
                .contains("urn:uuid:4cbb1d34-6fb1-4f3c-9c2e-1f2ab4a3a001");
    }

    @Test
    void a_table_that_there_is_not_is_a_mistake_in_the_configuration() {
        try (KamailioServer astray = room.adapter(room.kamailio.rpcAddress(), "elsewhere")) {
            assertThatThrownBy(() -> astray.registrations(committed().aor()))
                    .isInstanceOfSatisfying(
                            SipServerFault.class,
                            fault -> assertThat(fault.kind()).isEqualTo(Kind.CONFIGURATION_ERROR));
            assertThat(astray.health().reachable()).isTrue();
            assertThat(astray.health().problem()).contains("elsewhere");
            assertThat(astray.health().healthy()).isFalse();
        }
    }

    @Test
    void an_address_that_is_no_rpc_is_a_mistake_in_the_configuration() {
        try (KamailioServer astray = room.adapter(room.kamailio.rpcAddress().resolve("/other"), null)) {
            assertThatThrownBy(() -> astray.registrations(committed().aor()))
                    .isInstanceOfSatisfying(
                            SipServerFault.class,
                            fault -> assertThat(fault.kind()).isEqualTo(Kind.CONFIGURATION_ERROR));
        }
    }

    @Test
    void five_hundred_registered_addresses_are_listed() {
        List<SipLogin> logins =
                Stream.generate(() -> login(committed())).limit(500).toList();
        var all = Sipp.registerAll(room.kamailio.target(Transport.UDP), logins, 60);
        // On a busy machine sipp sends again what is answered already, and gives up when the answer comes twice.
        for (int rate = 30; rate > 10 && !all.accepted(); rate /= 2) {
            all = Sipp.registerAll(room.kamailio.target(Transport.UDP), logins, rate);
        }
        assertThat(all.accepted()).as(all.output()).isTrue();

        assertThat(server.registered("", 100).items())
                .extracting(Object::toString)
                .containsAll(logins.stream().map(SipLogin::aor).toList());
    }

    private WantedAccount committed() {
        WantedAccount account = room.accounts.draw();
        room.accounts.commit(account);
        return account;
    }

    private void registered(WantedAccount account) {
        try (RawSip phone = new RawSip(room.kamailio.target(Transport.UDP))) {
            assertThat(phone.register(login(account)).accepted()).isTrue();
        }
    }

    private static SipLogin login(WantedAccount account) {
        return SipLogin.withPassword(
                account.address().username().value(),
                KamailioRoom.DOMAIN,
                account.secret().reveal());
    }
}
