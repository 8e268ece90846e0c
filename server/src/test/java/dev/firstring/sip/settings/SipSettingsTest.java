package dev.firstring.sip.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.sip.SipUsername;
import dev.firstring.sip.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SipSettingsTest {

    @Test
    void defaults_are_those_of_the_rules() {
        SipSettings sip = bind("firstring.sip", SipSettings.class, Map.of());
        ClientSettings client = bind("firstring.sip", ClientSettings.class, Map.of());
        TurnSettings turn = bind("firstring.sip.turn", TurnSettings.class, Map.of());

        assertThat(sip)
                .isEqualTo(new SipSettings(
                        "sip.example.test", "sip.example.test", SipSettings.UsernameScheme.DERIVED, true, 5));
        assertThat(client)
                .isEqualTo(new ClientSettings(
                        Transport.TLS, List.of("OPUS", "G722", "PCMU"), Duration.ofHours(1), List.of()));
        assertThat(turn).isEqualTo(new TurnSettings(List.of(), List.of(), Duration.ofHours(12)));
        assertThat(turn.isOn()).isFalse();
    }

    @Test
    void the_realm_is_the_domain_unless_it_is_set() {
        SipUsername username = new SipUsername("alice");
        SipSettings own = bind(
                "firstring.sip",
                SipSettings.class,
                Map.of("firstring.sip.domain", "sip.acme.test", "firstring.sip.realm", "acme"));

        assertThat(bind("firstring.sip", SipSettings.class, Map.of("firstring.sip.domain", "sip.acme.test"))
                        .realm())
                .isEqualTo("sip.acme.test");
        assertThat(own.address(username).realm()).isEqualTo("acme");
        assertThat(own.address(username).uri()).isEqualTo("sip:alice@sip.acme.test");
    }

    @ParameterizedTest
    @CsvSource({
        "domain, SIP.example.test",
        "domain, sip.example.test:5060",
        "domain, 'a\"b'",
        "domain, ''",
        "domain, -sip.test",
        "domain, sip..test",
        "realm, a:b",
        "realm, 'a\"b'",
        "realm, a'b",
        "realm, Acme",
        "realm, two words",
        "quota, 0",
        "quota, 21",
        "username-scheme, email",
        "transport, SCTP",
        "codecs, ''",
        "codecs, 'OP US'",
        "registration-expiry, 59s",
        "registration-expiry, 25h",
        "stun-servers, stun.example.test",
        "stun-servers, 'stun:host:3478,http://host'",
        "turn.uris, turn.example.test",
        "turn.uris, turn:turn.example.test",
        "turn.secrets, short",
        "turn.ttl, 59s",
        "turn.ttl, 24h1s"
    })
    void a_value_out_of_bounds_is_refused(String name, String value) {
        assertThatThrownBy(() -> bindAll(Map.of("firstring.sip." + name, value)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "domain, localhost",
        "domain, 127.0.0.1",
        "quota, 1",
        "quota, 20",
        "username-scheme, phone",
        "codecs, 'opus,G729'",
        "registration-expiry, 60s",
        "registration-expiry, 24h",
        "stun-servers, 'stun:stun.example.test:3478,stuns:[::1]'",
        "turn.secrets, 0123456789abcdef",
        "turn.ttl, 1m",
        "turn.ttl, 24h"
    })
    void a_value_at_its_bound_is_taken(String name, String value) {
        assertThatCode(() -> bindAll(Map.of("firstring.sip." + name, value))).doesNotThrowAnyException();
    }

    @Test
    void a_third_turn_secret_is_refused() {
        String secret = "0123456789abcdef";

        assertThatThrownBy(() -> new TurnSettings(List.of(), List.of(secret, secret, secret), Duration.ofHours(1)))
                .hasMessageContaining("firstring.sip.turn.secrets");
    }

    @Test
    void turn_secrets_are_not_shown() {
        assertThat(new TurnSettings(List.of(), List.of("0123456789abcdef"), Duration.ofHours(1)).toString())
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void production_asks_for_a_domain_of_its_own() {
        SipSettings settings = new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, true, 5);

        assertThat(new RefuseDevelopmentDomain(settings).mistakes())
                .singleElement()
                .asString()
                .startsWith("firstring.sip.domain=sip.example.test: ");
        assertThat(new RefuseDevelopmentDomain(
                                new SipSettings("sip.acme.test", "", SipSettings.UsernameScheme.DERIVED, true, 5))
                        .mistakes())
                .isEmpty();
    }

    private static void bindAll(Map<String, String> values) {
        bind("firstring.sip", SipSettings.class, values);
        bind("firstring.sip", ClientSettings.class, values);
        bind("firstring.sip.turn", TurnSettings.class, values);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }
}
