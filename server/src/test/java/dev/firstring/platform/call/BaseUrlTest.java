package dev.firstring.platform.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @Test
    void slashes_at_the_end_make_no_difference_and_arguments_are_encoded() {
        for (String url :
                List.of("https://sip.example.org/x", "https://sip.example.org/x/", "https://sip.example.org/x//")) {
            assertThat(BaseUrl.of(url).at("/accounts/%s?domain=%s", "+1 a/b?ü", "d&e"))
                    .hasToString("https://sip.example.org/x/accounts/%2B1%20a%2Fb%3F%C3%BC?domain=d%26e");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sip.example.org",
                "HTTPS://sip.example.org:8443",
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://[::1]:80",
                "http://10.1.2.3",
                "http://172.16.0.1",
                "http://192.168.1.1",
                "http://[fd00::7]",
                "http://flexisip:8080"
            })
    void https_goes_anywhere_and_http_where_nobody_else_can_listen(String url) {
        assertThat(BaseUrl.of(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip.example.org",
                "ftp://sip.example.org",
                "http://sip.example.org",
                "http://8.8.8.8",
                "http://172.32.0.1",
                "http://134744072",
                "http://[2001:db8::1]",
                "https://user:pass@sip.example.org",
                "https://sip.example.org?x=1",
                "https://sip.example.org#x",
                "https://"
            })
    void anything_else_is_refused_without_repeating_it(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.of(url))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("pass"));
    }
}
