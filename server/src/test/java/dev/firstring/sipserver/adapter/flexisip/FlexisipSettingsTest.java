package dev.firstring.sipserver.adapter.flexisip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FlexisipSettingsTest {

    private static final String SERVER = "firstring.sip-server.flexisip.servers[0].";

    @Test
    void id_and_redis_are_all_that_it_takes() {
        ConfiguredFlexisip server = bound("id", "flexisip-1", "redis[0]", "redis://127.0.0.1:6379");

        assertThat(server.id().value()).isEqualTo("flexisip-1");
        assertThat(server.nodes().uris()).hasSize(1);
        assertThat(server.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(server.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(server.cacheExpire()).isEqualTo(Duration.ofSeconds(60));
        assertThat(server.sockets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://redis.internal",
                "rediss://user:p%40ss@redis.internal:6380/0",
                "redis://:secret@[::1]:6379/",
                "redis-sentinel://:secret@s1:26379,s2:26379#mymaster",
                "rediss-sentinel://s1,s2/0#mymaster"
            })
    void an_address_of_any_kind_is_taken(String redis) {
        assertThat(bound("id", "flexisip-1", "redis[0]", redis).nodes().uris()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open-sesame",
                "http://:open-sesame@redis.internal",
                "redis://:open-sesame@redis.internal/1",
                "redis://:open-sesame@redis.internal?verifyPeer=NONE",
                "redis://:open-sesame@redis.internal:port",
                "redis://us@er:open-sesame@redis.internal",
                "redis-sentinel://:open-sesame@s1:26379"
            })
    void another_is_refused_without_repeating_its_password(String redis) {
        assertThatThrownBy(() -> bound("id", "flexisip-1", "redis[0]", redis))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis[s]://")
                .message()
                .doesNotContain("open-sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 1ms, servers[].connect-timeout",
        "timeout, 31s, servers[].timeout",
        "cache-expire, 25h, servers[].cache-expire",
        "cache-expire, -1s, servers[].cache-expire",
        "id, Not An Id, id of a SIP server"
    })
    void a_value_out_of_bounds_is_named(String name, String value, String told) {
        assertThatThrownBy(() -> bound("id", "flexisip-1", "redis[0]", "redis://127.0.0.1", name, value))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void a_password_is_not_shown() {
        assertThat(bound("id", "flexisip-1", "redis[0]", "redis://:open-sesame@127.0.0.1")
                        .toString())
                .doesNotContain("open-sesame");
    }

    private static ConfiguredFlexisip bound(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(SERVER + pairs[i], pairs[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("firstring.sip-server.flexisip", FlexisipSettings.class)
                .get()
                .servers()
                .getFirst();
    }
}
