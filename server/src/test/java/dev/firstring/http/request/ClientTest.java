package dev.firstring.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.http.ClientAddress;
import dev.firstring.http.WireServer;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {

    private static WireServer open;
    private static WireServer behindProxies;

    @BeforeAll
    static void start() {
        open = WireServer.start();
        behindProxies =
                WireServer.start("firstring.http.trusted-proxies=127.0.0.0/8,::1,10.0.0.0/8,2001:db8:ffff::/48");
    }

    @AfterAll
    static void stop() {
        open.close();
        behindProxies.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z_0.9", "0195a2b4-0000-7000-8000-000000000000"})
    void a_harmless_request_id_is_echoed(String id) {
        assertThat(open.get("/api/echo/address", "X-Request-Id", id).headers().firstValue("X-Request-Id"))
                .hasValue(id);
    }

    @Test
    void a_request_id_has_up_to_64_characters() {
        assertThat(idFor("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(idFor("x".repeat(65))).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "a/b", "${jndi:x}", "a;b"})
    void any_other_request_id_is_replaced(String id) {
        assertThat(idFor(id)).matches("[0-9a-f-]{36}");
    }

    private static String idFor(String sent) {
        return open.get("/api/echo/address", "X-Request-Id", sent)
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/echo/address", "/api/nowhere", "/nowhere"})
    void every_response_carries_the_headers_that_protect_browsers(String path) {
        HttpResponse<String> response = open.get(path);

        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(response.headers().firstValue("Server")).isEmpty();
        assertThat(response.headers().firstValue("Cache-Control").orElse("").equals("no-store"))
                .isEqualTo(path.startsWith("/api"));
    }

    @Test
    void without_trusted_proxies_a_forwarded_address_is_ignored() {
        assertThat(open.get("/api/echo/address", "X-Forwarded-For", "203.0.113.7")
                        .body())
                .doesNotContain("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "'198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'198.51.100.1, 203.0.113.7, 10.1.2.3', 203.0.113.7",
        "'10.9.9.9, 10.1.2.3', 10.9.9.9",
        "203.0.113.7:4711, 203.0.113.7",
        "'[2001:db8::1]:443', 2001:db8:0:0:0:0:0:1",
        "'2001:db8::1, 2001:db8:ffff::9', 2001:db8:0:0:0:0:0:1",
        "::ffff:203.0.113.7, 203.0.113.7",
        "'\"203.0.113.7:4711\"', 203.0.113.7",
        "'\"[2001:db8::1]:443\"', 2001:db8:0:0:0:0:0:1",
        "'[2001:db8::1]', 2001:db8:0:0:0:0:0:1",
        "'[::ffff:203.0.113.7]:80', 203.0.113.7",
        "'[fe80::1%eth0]:443', fe80:0:0:0:0:0:0:1",
        "fe80::1%nowhere0, fe80:0:0:0:0:0:0:1",
        "'203.0.113.7, , 10.1.2.3,', 203.0.113.7",
        "'203.0.113.7,10.1.2.3:999,[2001:db8:ffff::9]:1', 203.0.113.7",
        "'203.0.113.7, unknown, 10.1.2.3', 10.1.2.3",
        "'203.0.113.7, localhost, 10.1.2.3', 10.1.2.3"
    })
    void the_client_is_the_first_address_from_the_right_that_no_trusted_proxy_has(String forwarded, String client) {
        assertThat(WireServer.json(behindProxies.get("/api/echo/address", "X-Forwarded-For", forwarded))
                        .get("data")
                        .get("address")
                        .stringValue())
                .isEqualTo(client);
    }

    @Test
    void several_fields_are_one_list() {
        assertThat(behindProxies
                        .get("/api/echo/address", "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.7")
                        .body())
                .contains("\"203.0.113.7\"");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff::, 2001:db8:1:2::/64",
        "2001:db8:1:3::, 2001:db8:1:3::/64",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::ffff:0:203.0.113.7, 203.0.113.7",
        "64:ff9b::203.0.113.7, 203.0.113.7",
        "64:ff9b::cb00:7108, 203.0.113.8",
        "64:ff9b:0:0:0:1:cb00:7107, 64:ff9b:0:0::/64",
        "64:ff9b:1:fffe::203.0.113.7, 64:ff9b:1:fffe:0:0:cb00:7107",
        "64:ff9b:1:cb00:71:700::, 64:ff9b:1:cb00:71:700:0:0",
        "64:ff9b:2::203.0.113.7, 64:ff9b:2:0::/64",
        "2002:cb00:7107:1::1, 203.0.113.7",
        "2002:cb00:7107:ffff::1, 203.0.113.7",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, 192.0.2.45",
        "2001:1:4136:e378::1, 2001:1:4136:e378::/64",
        "::1, 0:0:0:0::/64"
    })
    void limits_count_ipv6_by_its_network(String address, String key) {
        assertThat(new ClientAddress(InetAddress.ofLiteral(address)).limitKey()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.128.0.0/9, 10.127.255.255, false",
        "10.128.0.0/9, 10.128.0.0, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.0/8, a00::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.0/104, 10.255.0.1, true",
        "::ffff:10.0.0.0/104, 11.0.0.1, false",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "10.0.0.0/8, ::ffff:10.1.1.1, true",
        "10.0.0.0/8, 64:ff9b::10.1.1.1, false"
    })
    void a_network_holds_the_addresses_with_its_prefix(String network, String address, boolean inside) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x", "/8", "", "::ffff:10.0.0.0/8"
            })
    void what_is_no_network_is_refused(String written) {
        assertThatThrownBy(() -> Network.of(written)).isInstanceOf(IllegalArgumentException.class);
    }
}
