package dev.firstring.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.http.PublicUrl;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PublicUrlTest {

    private static final ClientAddresses PROXIES = new ClientAddresses(List.of(Network.of("10.0.0.0/8")));

    @ParameterizedTest
    @CsvSource({
        "https://call.example.org, https://call.example.org",
        "https://call.example.org/, https://call.example.org",
        "HTTPS://Call.Example.ORG:8443, https://call.example.org:8443",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443",
        "http://192.168.1.5:8080, http://192.168.1.5:8080"
    })
    void a_url_of_a_host_is_taken(String written, String shown) {
        PublicUrl url = new PublicUrl(URI.create(written));

        assertThat(url).hasToString(shown);
        assertThat(url.to("/provisioning/x")).isEqualTo(shown + "/provisioning/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://call.example.org/app",
                "https://call.example.org?x",
                "https://call.example.org#x",
                "https://user@call.example.org",
                "ftp://call.example.org",
                "call.example.org",
                "https:call",
                "mailto:a@b",
                "//call.example.org"
            })
    void any_other_is_refused_with_the_name_of_the_setting(String written) {
        assertThatThrownBy(() -> new PublicUrlSettings(URI.create(written)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firstring.http.public-url");
    }

    @Test
    void production_wants_one_with_tls() {
        assertThat(new RequirePublicUrl(new PublicUrlSettings(URI.create("https://call.example.org"))).mistakes())
                .isEmpty();
        assertThat(new RequirePublicUrl(new PublicUrlSettings(URI.create("http://call.example.org"))).mistakes())
                .singleElement()
                .asString()
                .contains("firstring.http.public-url=http://call.example.org");
        assertThat(new RequirePublicUrl(new PublicUrlSettings(null)).mistakes()).hasSize(1);
    }

    @Test
    void what_is_set_counts_whatever_the_request_says() {
        MockHttpServletRequest request = request("10.1.2.3", "evil.example");
        request.addHeader("X-Forwarded-Host", "evil.example");

        assertThat(new PublicUrls(new PublicUrlSettings(URI.create("https://call.example.org")), PROXIES).of(request))
                .hasToString("https://call.example.org");
    }

    @Test
    void else_it_is_as_the_request_was_sent() {
        assertThat(of(request("127.0.0.1", "localhost:8080"))).isEqualTo("http://localhost:8080");
        MockHttpServletRequest secure = request("127.0.0.1", "call.example.org");
        secure.setScheme("https");
        assertThat(of(secure)).isEqualTo("https://call.example.org");
    }

    @Test
    void forwarded_headers_count_from_trusted_proxies_only() {
        MockHttpServletRequest trusted = request("10.1.2.3", "inside:8080");
        trusted.addHeader("X-Forwarded-Proto", "http, HTTPS");
        trusted.addHeader("X-Forwarded-Host", "evil.example, call.example.org");
        assertThat(of(trusted)).isEqualTo("https://call.example.org");

        MockHttpServletRequest stranger = request("192.0.2.1", "inside:8080");
        stranger.addHeader("X-Forwarded-Proto", "https");
        stranger.addHeader("X-Forwarded-Host", "evil.example");
        assertThat(of(stranger)).isEqualTo("http://inside:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "user@host", "host/path", "host?x", "host#x", "[::1", "a:b:c", "\"><script>"})
    void a_host_that_is_none_gives_way_to_this_machine(String host) {
        MockHttpServletRequest request = request("127.0.0.1", host);
        request.setLocalPort(8080);

        assertThat(of(request)).isEqualTo("http://localhost:8080");
    }

    private static String of(MockHttpServletRequest request) {
        return new PublicUrls(new PublicUrlSettings(null), PROXIES).of(request).toString();
    }

    private static MockHttpServletRequest request(String from, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(from);
        request.addHeader("Host", host);
        return request;
    }
}
