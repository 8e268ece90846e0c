package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.platform.configuration.ReadyLine;
import dev.firstring.platform.start.Explanation;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.sipserver.SipServerSource;
import dev.firstring.testing.Patience;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The registrar as a part of the whole service. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedServiceTest {

    private TestDatabase database;

    @BeforeAll
    void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    void drop() {
        database.close();
    }

    @Test
    void phones_are_told_no_address_that_is_none_and_the_strongest_hash_that_is_offered() {
        try (RunningService service = RunningService.over(database)
                .set("firstring.sip-server.embedded.port", 0)
                .set("firstring.sip-server.embedded.host", "0.0.0.0")
                .set("firstring.sip-server.embedded.algorithms", "md5,sha-256")
                .start()) {
            PhoneSide phones = service.bean(PhoneSide.class);

            assertThat(phones.proxy()).isEmpty();
            assertThat(phones.hash()).isEqualTo(DigestHash.SHA_256);
        }
    }

    @Test
    void a_person_who_onboards_registers_at_once_and_is_seen() {
        try (RunningService service = RunningService.over(database)
                .set("firstring.sip-server.embedded.port", 0)
                .start()) {
            JsonNode credential = Person.at(service).onboard().json().at("/data/sip_credentials");
            SipLogin login = SipLogin.withPassword(
                    credential.required("sip_username").asString(),
                    credential.required("sip_domain").asString(),
                    credential.required("sip_password").asString());
            EmbeddedRegistrar registrar = service.bean(EmbeddedRegistrar.class);
            int port = registrar.address().orElseThrow().getPort();

            try (RawSip phone = new RawSip(new SipTarget(Transport.UDP, "127.0.0.1", port))) {
                assertThat(phone.register(login).accepted()).isTrue();
            }

            JdbcTemplate jdbc = new JdbcTemplate(database.service());
            Awaitility.await()
                    .atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(jdbc.queryForList(
                                    "SELECT last_registered_address FROM sip_credential WHERE username = ?"
                                            + " AND last_registered_at IS NOT NULL",
                                    login.username()))
                            .singleElement()
                            .satisfies(row -> assertThat(row.get("last_registered_address"))
                                    .isEqualTo("127.0.0.1")));
            assertThat(credential.required("sip_proxy").asString()).isEqualTo("127.0.0.1:" + port);
            assertThat(service.bean(PhoneSide.class).hash()).isEqualTo(DigestHash.MD5);
            assertThat(servers(service)).containsExactly("embedded");
            assertThat(service.bean(ReadyLine.class).readyLine())
                    .hasValue(
                            "SIP phones register at 127.0.0.1:" + port + " (UDP, TCP) in the domain sip.example.test");
            assertThat(service.get("/metrics").body())
                    .contains(
                            "firstring_registrar_requests_total{method=\"REGISTER\",outcome=\"200\"} 1.0",
                            "firstring_registrar_contacts 1.0");
        }
    }

    @Test
    void without_a_port_nothing_listens_and_there_is_no_such_server() {
        try (RunningService service = RunningService.over(database).start()) {
            assertThat(service.bean(EmbeddedRegistrar.class).isRunning()).isFalse();
            assertThat(service.bean(ReadyLine.class).readyLine()).isEmpty();
            assertThat(servers(service)).isEmpty();
        }
    }

    @Test
    void a_port_that_is_taken_is_told_with_the_option_that_changes_it() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> RunningService.over(database)
                            .set("firstring.sip-server.embedded.port", port)
                            .start())
                    .satisfies(failure -> assertThat(Explanation.of(failure))
                            .hasValue(List.of("firstring.sip-server.embedded.port=" + port
                                    + ": another program listens there; choose another port with --sip-port, or stop"
                                    + " that program")));
        }
    }

    @Test
    void without_md5_hashes_md5_is_no_algorithm_to_offer() {
        assertThatThrownBy(() -> RunningService.over(database)
                        .set("firstring.sip-server.embedded.port", 0)
                        .set("firstring.sip.md5", false)
                        .start())
                .satisfies(failure -> assertThat(Explanation.of(failure))
                        .hasValueSatisfying(lines -> assertThat(lines.getFirst())
                                .startsWith("firstring.sip-server.embedded.algorithms=md5: ")));
    }

    @Test
    void settings_that_do_not_fit_are_told() {
        assertThatThrownBy(() -> RunningService.over(database)
                        .set("firstring.sip-server.embedded.algorithms", "md5,md5")
                        .set("firstring.sip-server.embedded.limits.idle", "0s")
                        .set("firstring.sip-server.embedded.limits.contacts", "0")
                        .start())
                .satisfies(failure -> assertThat(
                                String.join("\n", Explanation.of(failure).orElseThrow()))
                        .contains(
                                "firstring.sip-server.embedded.algorithms must name md5, sha-256 or both",
                                "firstring.sip-server.embedded.limits.idle must be 1s to 24h"));
    }

    private static List<String> servers(RunningService service) {
        return service.context().getBeanProvider(SipServerSource.class).stream()
                .flatMap(source -> source.servers().stream())
                .map(server -> server.id().value())
                .toList();
    }
}
