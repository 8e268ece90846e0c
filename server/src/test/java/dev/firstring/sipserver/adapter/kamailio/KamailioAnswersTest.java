package dev.firstring.sipserver.adapter.kamailio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.firstring.platform.Secret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Answers that a real Kamailio gives seldom, or that something else gives in its place. */
@Tag("slow")
class KamailioAnswersTest {

    private static final Aor ALICE = new Aor("alice", "sip.example.test");

    private final WireMockServer wire = new WireMockServer(wireMockConfig().dynamicPort());
    private KamailioServer server;

    @BeforeEach
    void open() {
        wire.start();
        server = new KamailioServer(
                new ConfiguredKamailio(
                        new ServerId("kamailio-1"),
                        URI.create("http://127.0.0.1:" + wire.port() + "/RPC"),
                        "location",
                        "firstring",
                        Secret.of("pass:word"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        2),
                new SubscriberView(new JdbcTemplate()));
    }

    @AfterEach
    void close() {
        server.close();
        wire.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"jsonrpc\":\"2.0\",\"result\":{},\"id\":1} | CONFIGURATION_ERROR",
                "200 | <html>hello</html> | CONFIGURATION_ERROR",
                "200 | [1, 2] | CONFIGURATION_ERROR",
                "200 | {\"jsonrpc\":\"2.0\",\"result\":{\"Contacts\":[{}]},\"id\":1} | CONFIGURATION_ERROR",
                "404 | not found | CONFIGURATION_ERROR",
                "500 | {\"error\":{\"code\":500,\"message\":\"Domain table not found\"}} | CONFIGURATION_ERROR",
                "500 | {\"error\":{\"code\":500,\"message\":\"Method Not Found\"}} | CONFIGURATION_ERROR",
                "500 | {\"error\":{\"code\":500,\"message\":\"out of memory\"}} | INTERNAL_ERROR",
                "401 | who are you? | AUTHENTICATION_FAILED",
                "403 | no | AUTHENTICATION_FAILED",
                "502 | <html>bad gateway</html> | SERVER_UNAVAILABLE",
                "503 | '' | SERVER_UNAVAILABLE",
            })
    void an_answer_that_is_none_is_told_for_what_it_is(int status, String body, Kind kind) {
        answers(status, body);

        assertFault(() -> server.registrations(ALICE), kind);
        if (!body.contains("result")) {
            assertFault(() -> server.deregister(ALICE), kind);
            assertFault(() -> server.deregister(ALICE, "sip:alice@192.0.2.1"), kind);
            assertFault(() -> server.registered("", 10), kind);
            assertThat(server.health().reachable()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"500, AOR not found in location table", "500, AOR has no contacts"})
    void an_address_without_contacts_has_none(int code, String message) {
        refuses(code, message);

        assertThat(server.registrations(ALICE)).isEmpty();
        server.deregister(ALICE);
    }

    @ParameterizedTest
    @CsvSource({"404, Contact not found", "404, AOR not found"})
    void a_contact_that_is_gone_cannot_be_ended(int code, String message) {
        refuses(code, message);

        assertThat(server.deregister(ALICE, "sip:alice@192.0.2.1")).isFalse();
    }

    @Test
    void no_answer_at_all_is_a_server_that_is_away() {
        wire.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(10_000)));

        assertFault(() -> server.registrations(ALICE), Kind.SERVER_UNAVAILABLE);
    }

    @Test
    void contacts_are_told_with_words_for_a_time_and_those_that_ended_are_left_out() {
        answers(200, """
                {"jsonrpc":"2.0","result":{"AoR":"alice@sip.example.test","Contacts":[
                 {"Contact":{"Address":"sip:a@192.0.2.1:5;transport=tls","Expires":"permanent","User-Agent":"n/a",
                  "Instance":"<urn:uuid:1>","Methods":4294967295,"Last-Modified":1795347012}},
                 {"Contact":{"Address":"sip:b@192.0.2.1","Expires":"deleted"}},
                 {"Contact":{"Address":"sip:c@192.0.2.1","Expires":"expired"}},
                 {"Contact":{"Address":"sip:d@192.0.2.1","Expires":-3}},
                 {"Contact":{"Address":"sip:e@192.0.2.1","Expires":7,"User-Agent":"Phone \\"7\\"",
                  "Instance":"[not set]"}}]},"id":1}
                """);

        assertThat(server.registrations(ALICE))
                .extracting(Registration::key)
                .containsExactly("sip:a@192.0.2.1:5;transport=tls", "sip:e@192.0.2.1");
        assertThat(server.registrations(ALICE).getLast())
                .isEqualTo(new Registration(
                        "sip:e@192.0.2.1", "sip:e@192.0.2.1", "Phone \"7\"", Duration.ofSeconds(7), null, null));
        assertThat(server.registrations(ALICE).getFirst().instanceId()).isEqualTo("urn:uuid:1");
    }

    @Test
    void a_hundred_thousand_addresses_of_its_own_table_are_read() {
        StringBuilder dump =
                new StringBuilder("{\"jsonrpc\":\"2.0\",\"result\":{\"Domains\":[{\"Domain\":{\"Domain\":\"other\","
                        + "\"Size\":1024,\"AoRs\":[{\"AoR\":\"x@other.test\"}]}},{\"Domain\":{\"Domain\":\"location\","
                        + "\"Size\":1024,\"AoRs\":[{\"AoR\":\"u0@sip.example.test\"}");
        for (int user = 1; user < 100_000; user++) {
            dump.append(",{\"AoR\":\"u").append(user).append("@sip.example.test\"}");
        }
        answers(200, dump + "],\"Stats\":{\"Records\":2,\"Max-Slots\":1}}}]},\"id\":1}");

        assertThat(server.registered("", 10).items())
                .hasSize(100_000)
                .contains(new Aor("u99999", "sip.example.test"))
                .doesNotContain(new Aor("x", "other.test"));
    }

    @Test
    void addresses_without_a_domain_are_a_mistake_in_kamailios_configuration() {
        answers(200, """
                {"jsonrpc":"2.0","result":{"Domains":[{"Domain":{"Domain":"location","AoRs":[{"AoR":"alice"}]}}]}}
                """);

        assertThatThrownBy(() -> server.registered("", 10))
                .isInstanceOf(SipServerFault.class)
                .hasMessageContaining("use_domain");
    }

    @Test
    void a_kamailio_without_statistics_is_healthy_and_counts_nothing() {
        wire.stubFor(any(anyUrl())
                .willReturn(
                        aResponse().withStatus(200).withBody("{\"jsonrpc\":\"2.0\",\"result\":\"kamailio 5.8 \"}")));
        wire.stubFor(any(anyUrl())
                .withRequestBody(matchingJsonPath("$[?(@.method == 'stats.fetchn')]"))
                .willReturn(aResponse()
                        .withStatus(500)
                        .withBody("{\"error\":{\"code\":500,\"message\":\"Method Not Found\"}}")));

        assertThat(server.health()).isEqualTo(new ServerHealth(true, "kamailio 5.8", null, null, null));
    }

    @Test
    void the_proxy_before_it_gets_the_password_and_no_fault_repeats_it() {
        answers(401, "no");

        assertThatThrownBy(() -> server.deregister(ALICE)).message().doesNotContain("pass:word");
        wire.verify(postRequestedFor(anyUrl())
                .withHeader("Authorization", equalTo("Basic Zmlyc3RyaW5nOnBhc3M6d29yZA=="))
                .withRequestBody(matchingJsonPath("$[?(@.jsonrpc == '2.0')]"))
                .withRequestBody(matchingJsonPath("$.params[1]")));
    }

    private void refuses(int code, String message) {
        answers(
                code,
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":%d,\"message\":\"%s\"},\"id\":1}".formatted(code, message));
    }

    private void answers(int status, String body) {
        wire.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private static void assertFault(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SipServerFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
    }
}
