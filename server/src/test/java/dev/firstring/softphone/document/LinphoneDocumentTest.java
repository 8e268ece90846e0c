package dev.firstring.softphone.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.Digests;
import dev.firstring.sip.Transport;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LinphoneDocumentTest {

    private final Samples samples = new Samples();

    @Test
    void it_registers_over_the_transport_of_the_credential_where_the_domain_leads() {
        Map<String, String> entries = entries(samples);

        assertThat(entries)
                .containsEntry("proxy_0/reg_proxy", "<sip:sip.example.test;transport=tls>")
                .containsEntry("proxy_0/reg_route", "<sip:sip.example.test;transport=tls;lr>")
                .containsEntry("proxy_0/reg_identity", "\"Ada\" <sip:u234567k3f9@sip.example.test>")
                .containsEntry("proxy_0/realm", "realm.example.test")
                .containsEntry("proxy_0/reg_expires", "3600")
                .containsEntry("proxy_0/reg_sendregister", "1")
                .containsEntry("proxy_0/avpf", "0")
                .containsEntry("proxy_0/publish", "0")
                .containsEntry("sip/default_proxy", "0")
                .containsEntry("misc/transient_provisioning", "1")
                .doesNotContainKey("net/nat_policy_ref")
                .doesNotContainKey("proxy_0/nat_policy_ref");
        assertThat(samples.of(Format.LINPHONE).mediaType()).hasToString("application/xml;charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "UDP, sip.example.test:5070, <sip:sip.example.test:5070;transport=udp>",
        "TCP, 192.0.2.7:5060, <sip:192.0.2.7:5060;transport=tcp>",
        "TLS, sbc.example.test, <sip:sbc.example.test;transport=tls>",
        "UDP, [2001:db8::1]:5060, <sip:[2001:db8::1]:5060;transport=udp>"
    })
    void it_connects_to_the_proxy_where_there_is_one(Transport transport, String proxy, String uri) {
        assertThat(entries(samples.transport(transport).proxy(proxy)))
                .containsEntry("proxy_0/reg_proxy", uri)
                .containsEntry("proxy_0/reg_route", uri.replace(">", ";lr>"));
    }

    @ParameterizedTest
    @EnumSource
    void it_signs_in_by_the_one_hash_that_the_server_offers_and_holds_no_password(DigestHash hash) {
        String ha1 = switch (hash) {
            case MD5 -> Digests.md5("u234567k3f9", "realm.example.test", Samples.SECRET.reveal());
            case SHA_256 -> Digests.sha256("u234567k3f9", "realm.example.test", Samples.SECRET.reveal());
        };

        Map<String, String> entries = entries(samples.digest(hash));

        assertThat(entries)
                .containsEntry("auth_info_0/username", "u234567k3f9")
                .containsEntry("auth_info_0/domain", "sip.example.test")
                .containsEntry("auth_info_0/realm", "realm.example.test")
                .containsEntry("auth_info_0/ha1", ha1)
                .containsEntry("auth_info_0/algorithm", hash.token());
        assertThat(entries.keySet()).noneMatch(key -> key.startsWith("auth_info_1/"));
        assertThat(samples.text(Format.LINPHONE)).doesNotContain(Samples.SECRET.reveal());
    }

    @Test
    void turn_has_a_user_of_its_own_and_answers_stun_as_well() {
        Map<String, String> entries = entries(samples.stun("stun:stun.example.test")
                .turn(
                        "turn:turn.example.test?transport=udp",
                        "turn:turn.example.test:3478?transport=tcp",
                        "turns:turn.example.test",
                        "turns:other.example.test"));

        String user = "1772409600:" + Samples.ID;
        assertThat(entries)
                .containsEntry("nat_policy_0/stun_server", "turn.example.test:3478")
                .containsEntry("nat_policy_0/stun_server_username", user)
                .containsEntry("nat_policy_0/protocols", "stun,turn,ice")
                .containsEntry("nat_policy_0/turn_enable_udp", "1")
                .containsEntry("nat_policy_0/turn_enable_tcp", "1")
                .containsEntry("nat_policy_0/turn_enable_tls", "1")
                .containsEntry("auth_info_1/username", user)
                .containsEntry("net/nat_policy_ref", entries.get("nat_policy_0/ref"))
                .containsEntry("proxy_0/nat_policy_ref", entries.get("nat_policy_0/ref"));
        assertThat(entries.get("auth_info_1/passwd")).hasSize(28);
        assertThat(entries.keySet()).noneMatch(key -> key.startsWith("auth_info_2/"));
    }

    @Test
    void stun_alone_has_no_user() {
        assertThat(entries(samples.stun("stun:[2001:db8::1]", "stun:second.example.test")))
                .containsEntry("nat_policy_0/stun_server", "[2001:db8::1]:3478")
                .containsEntry("nat_policy_0/protocols", "stun,ice")
                .doesNotContainKey("nat_policy_0/stun_server_username")
                .doesNotContainKey("nat_policy_0/turn_enable_udp");
    }

    @Test
    void codecs_come_in_their_order_with_the_rates_of_sdp() {
        Map<String, String> entries = entries(samples.codecs("OPUS", "SPEEX/8000", "ILBC", "PCMA", "L16/44100/2"));

        assertThat(entries.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("audio_codec_"))
                        .filter(entry -> !entry.getKey().endsWith("/enabled"))
                        .collect(Collectors.groupingBy(
                                entry -> entry.getKey().split("/")[0],
                                java.util.LinkedHashMap::new,
                                Collectors.mapping(Map.Entry::getValue, Collectors.joining(" "))))
                        .values())
                .containsExactly("opus 48000 2", "speex 8000 1", "iLBC 8000 1", "PCMA 8000 1", "L16 44100 2");
    }

    @Test
    void sections_are_numbered_from_zero_without_gaps_nothing_is_empty_and_everything_overwrites() {
        Element root = ReadXml.root(
                samples.turn("turn:turn.example.test").of(Format.LINPHONE).bytes());

        assertThat(root.getLocalName()).isEqualTo("config");
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.linphone.org/xsds/lpconfig.xsd");
        NodeList entries = root.getElementsByTagNameNS("*", "entry");
        for (int i = 0; i < entries.getLength(); i++) {
            Element entry = (Element) entries.item(i);
            assertThat(entry.getAttribute("overwrite")).isEqualTo("true");
            assertThat(entry.getAttribute("name")).isNotEmpty();
            assertThat(entry.getTextContent()).isNotEmpty();
        }
        TreeSet<String> sections = new TreeSet<>();
        NodeList found = root.getElementsByTagNameNS("*", "section");
        for (int i = 0; i < found.getLength(); i++) {
            assertThat(sections.add(((Element) found.item(i)).getAttribute("name")))
                    .isTrue();
        }
        assertThat(sections)
                .containsExactly(
                        "audio_codec_0",
                        "audio_codec_1",
                        "audio_codec_2",
                        "auth_info_0",
                        "auth_info_1",
                        "misc",
                        "nat_policy_0",
                        "net",
                        "proxy_0",
                        "sip");
    }

    @Test
    void without_a_name_the_identity_is_the_address_alone() {
        assertThat(entries(samples.name(null)))
                .containsEntry("proxy_0/reg_identity", "<sip:u234567k3f9@sip.example.test>");
    }

    @Property(tries = 2000)
    void any_display_name_gives_xml_whose_identity_is_that_name(@ForAll("names") String text) {
        DisplayName name = new DisplayName(text);

        String identity = entries(new Samples().name(text)).get("proxy_0/reg_identity");

        assertThat(identity).startsWith("\"").endsWith("\" <sip:u234567k3f9@sip.example.test>");
        String quoted = identity.substring(1, identity.length() - "\" <sip:u234567k3f9@sip.example.test>".length());
        assertThat(quoted.replaceAll("\\\\(.)", "$1")).isEqualTo(name.value());
        assertThat(quoted.replaceAll("\\\\.", "")).doesNotContain("\"", "\\");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> hostile =
                Arbitraries.of("<", ">", "&", "\"", "'", "\\", "]]>", "<!--", "&#0;", "%00", ";", "é", "😀");
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(6);
        return Arbitraries.oneOf(hostile, any)
                .list()
                .ofMinSize(1)
                .ofMaxSize(14)
                .map(parts -> String.join("", parts))
                .filter(text -> DisplayName.parse(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"section", "name", "value"})
    void a_writer_of_configuration_refuses_what_is_empty(String what) {
        LinphoneDocument.LpConfig config = new LinphoneDocument.LpConfig().section("s");

        assertThatThrownBy(() -> {
                    switch (what) {
                        case "section" -> config.section("");
                        case "name" -> config.entry("", "value");
                        default -> config.entry("name", "");
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> entries(Samples samples) {
        return ReadXml.entries(samples.of(Format.LINPHONE).bytes());
    }
}
