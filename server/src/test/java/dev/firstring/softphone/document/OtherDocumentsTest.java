package dev.firstring.softphone.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.sip.Transport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OtherDocumentsTest {

    private final Samples samples = new Samples();

    @Test
    void acrobits_gets_an_account_with_its_password() {
        assertThat(acrobits(samples.name("Ada & \"Al\"")
                        .proxy("sbc.example.test:5071")
                        .stun("stun:stun.example.test")))
                .containsExactly(
                        Map.entry("title", "Ada & \"Al\""),
                        Map.entry("username", "u234567k3f9"),
                        Map.entry("password", Samples.SECRET.reveal()),
                        Map.entry("userDisplayName", "Ada & \"Al\""),
                        Map.entry("host", "sip.example.test"),
                        Map.entry("proxy", "sbc.example.test:5071"),
                        Map.entry("transport", "tls+sip:"),
                        Map.entry("natTraversal", "ice"),
                        Map.entry("STUN", "stun.example.test:3478"));
    }

    @Test
    void acrobits_gets_a_title_in_any_case_and_no_more_than_there_is() {
        assertThat(acrobits(samples.name(null).transport(Transport.UDP)))
                .containsEntry("title", "u234567k3f9@sip.example.test")
                .containsEntry("transport", "udp")
                .doesNotContainKeys("userDisplayName", "proxy", "natTraversal", "STUN");
    }

    @Test
    void baresip_gets_a_line() {
        assertThat(samples.name("Ada \"Al\" \\ <x>").transport(Transport.UDP).text(Format.BARESIP))
                .isEqualTo("\"Ada \\\"Al\\\" \\\\ <x>\" <sip:u234567k3f9@sip.example.test;transport=udp>"
                        + ";auth_pass=abcdefghijklmnopqrstuvwx;regint=3600"
                        + ";audio_codecs=opus/48000/2,G722/16000/1,PCMU/8000/1\n");
    }

    @Test
    void baresip_gets_proxy_and_turn_in_quotes() {
        assertThat(samples.name(null)
                        .proxy("[2001:db8::1]:5061")
                        .turn("turns:turn.example.test")
                        .text(Format.BARESIP))
                .startsWith("<sip:u234567k3f9@sip.example.test;transport=tls>;auth_pass=")
                .contains(";outbound=\"sip:[2001:db8::1]:5061;transport=tls\";regint=3600;medianat=ice"
                        + ";stunserver=\"turns:turn.example.test:5349\";stunuser=\"1772409600:" + Samples.ID
                        + "\";stunpass=\"");
    }

    @Test
    void json_is_what_the_api_tells() {
        JsonNode json = JsonMapper.shared()
                .readTree(samples.proxy("sbc.example.test").of(Format.JSON).bytes());

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "sipUsername",
                        "sipPassword",
                        "sipDomain",
                        "sipUri",
                        "sipProxy",
                        "displayName",
                        "transportProtocol",
                        "codecPreferences",
                        "registrationExpiry",
                        "stunTurnConfig",
                        "syncStatus",
                        "status",
                        "createdAt",
                        "provisionedAt",
                        "provisionedBy");
        assertThat(json.get("sipProxy").asString()).isEqualTo("sbc.example.test");
        assertThat(json.get("createdAt").asString()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "stun:a.example, a.example:3478, udp",
        "stun:a.example:1, a.example:1, udp",
        "stuns:a.example, a.example:5349, tls",
        "turn:a.example?transport=tcp, a.example:3478, tcp",
        "turns:[2001:db8::1]:443?transport=tcp, [2001:db8::1]:443, tls"
    })
    void servers_for_nat_have_the_usual_port_and_transport(String uri, String hostAndPort, String transport) {
        NatServer server = NatServer.of(uri);

        assertThat(server.hostAndPort()).isEqualTo(hostAndPort);
        assertThat(server.transport()).isEqualTo(transport);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "turn:", "sip:a.example"})
    void what_is_no_such_uri_is_refused(String uri) {
        assertThatThrownBy(() -> NatServer.of(uri)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> acrobits(Samples samples) {
        Element account = ReadXml.root(samples.of(Format.ACROBITS).bytes());
        assertThat(account.getLocalName()).isEqualTo("account");
        Map<String, String> fields = new LinkedHashMap<>();
        NodeList found = account.getChildNodes();
        for (int i = 0; i < found.getLength(); i++) {
            fields.put(found.item(i).getLocalName(), found.item(i).getTextContent());
        }
        return fields;
    }
}
