package dev.firstring.sipserver.adapter.kamailio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KamailioSettingsTest {

    private static final String SERVER = "firstring.sip-server.kamailio.servers[0].";

    @Test
    void id_and_address_are_all_that_it_takes() {
        ConfiguredKamailio server = bound("id", "kamailio-1", "url", "http://127.0.0.1:5064/RPC");

        assertThat(server.id().value()).isEqualTo("kamailio-1");
        assertThat(server.table()).isEqualTo("location");
        assertThat(server.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(server.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(server.connections()).isEqualTo(8);
        assertThat(server.password()).isNull();
    }

    /** Lists may take ten times as long as other answers, but no longer than any call may. */
    @Test
    void the_longest_time_that_is_allowed_can_be_used() {
        ConfiguredKamailio server = bound("id", "kamailio-1", "url", "http://127.0.0.1:5064/RPC", "timeout", "30s");

        new KamailioRpc(server).close();
    }

    @Test
    void a_password_is_not_shown() {
        ConfiguredKamailio server = bound(
                "id", "kamailio-1", "url", "https://sip.example.org/RPC", "username", "u", "password", "open-sesame");

        assertThat(server.password()).isEqualTo(Secret.of("open-sesame"));
        assertThat(server.toString()).doesNotContain("open-sesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sip.example.org/RPC",
                "http://localhost:5064/RPC",
                "http://10.1.2.3:5064/RPC",
                "http://192.168.1.2/RPC",
                "http://172.16.0.1/RPC",
                "http://[::1]:5064/RPC",
                "http://[fd00::1]/RPC"
            })
    void nobody_can_read_along(String url) {
        assertThat(ConfiguredKamailio.RpcAddress.isSafe(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sip.example.org/RPC",
                "http://203.0.113.9/RPC",
                "http://[2001:db8::1]/RPC",
                "http://172.32.0.1/RPC",
                "https://user:word@sip.example.org/RPC",
                "ftp://127.0.0.1/RPC",
                "/RPC"
            })
    void somebody_could_read_along(String url) {
        assertThat(ConfiguredKamailio.RpcAddress.isSafe(URI.create(url))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "table, a b, servers[].table",
        "username, someone, servers[].password",
        "connect-timeout, 1ms, servers[].connect-timeout",
        "timeout, 31s, servers[].timeout",
        "connections, 0, servers[].connections",
        "url, http://sip.example.org/RPC, servers[].url",
        "id, Not An Id, id of a SIP server"
    })
    void a_value_out_of_bounds_is_named(String name, String value, String told) {
        assertThatThrownBy(() -> bound("id", "kamailio-1", "url", "http://127.0.0.1:5064/RPC", name, value))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    private static ConfiguredKamailio bound(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(SERVER + pairs[i], pairs[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("firstring.sip-server.kamailio", KamailioSettings.class)
                .get()
                .servers()
                .getFirst();
    }
}
