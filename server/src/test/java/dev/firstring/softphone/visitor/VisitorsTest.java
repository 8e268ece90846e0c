package dev.firstring.softphone.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.softphone.document.Format;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class VisitorsTest {

    private final Visitors visitors = new Visitors(new VisitorSettings(List.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // what liblinphone sends at its first start, as linphonec 5.1.65 does
                "Unknown | - | LINPHONE",
                "Linphonec/5.1.65 | - | LINPHONE",
                "LinphoneAndroid/5.2.5 (Pixel 8) LinphoneSDK/5.3.74 | - | LINPHONE",
                "LinphoneiOS/5.2.4 (iPhone 15) LinphoneSDK/5.3.80 | */* | LINPHONE",
                "Linphone-Desktop/5.2.4 (Debian GNU/Linux 12) LinphoneCore/5.3.90 | - | LINPHONE",
                "LINPHONE/6 | text/html | LINPHONE",
                "liblinphone_tester/5.3 | - | LINPHONE",
                "AcmeCalls/2.1 (SM-G998B) LinphoneSDK/5.3.50 | - | LINPHONE",
                "Groundwire/24.3 CFNetwork/1496 Darwin/23.5.0 | */* | ACROBITS",
                "Acrobits Softphone/7.1 (Android 14) | */* | ACROBITS",
                "Cloud Softphone/1.0 | */* | ACROBITS",
                "CloudSoftphone/1.0 | - | ACROBITS",
                "baresip/1.0.0 | */* | BARESIP",
                "baresip v3.10.1 (x86_64/Linux) | - | BARESIP",
                // apps of one's own say what they read
                "MyDialer/1.0 | application/json | JSON",
                "okhttp/4.12.0 | application/json, */*;q=0.1 | JSON",
                "Dart/3.4 (dart:io) | application/xml | LINPHONE",
                "- | text/xml | LINPHONE",
                "curl/7.88.1 | application/xml | LINPHONE",
                "curl/7.88.1 | text/plain | BARESIP",
                "MyDialer/1.0 | application/xml;q=0.5, application/json | JSON",
                "MyDialer/1.0 | application/json;charset=utf-8 | JSON"
            })
    void a_softphone_gets_what_it_reads(String userAgent, String accept, Format format) {
        assertThat(visitors.of(headers(userAgent, accept))).isEqualTo(new Visitor.Softphone(format));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1 | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Mozilla/5.0 (Android 14; Mobile) LinphoneSDK/5.3 looks like one | */*",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | */*",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots) | */*",
                "Slack-ImgProxy (+https://api.slack.com/robots) | */*",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php) | */*",
                "facebookexternalhit/1.1;line-poker/1.0 | -",
                "WhatsApp/2.23.20.0 A | */*",
                "WhatsApp/2 | -",
                "TelegramBot (like TwitterBot) | -",
                "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com) | */*",
                "Twitterbot/1.0 | text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
                "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com) | */*",
                "SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com | */*",
                "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 | */*",
                "Iframely/1.3.1 (+https://iframely.com/docs/about) | */*",
                "FeedFetcher-Google; (+http://www.google.com/feedfetcher.html) | application/xml, text/xml",
                "Feedly/1.0 | application/rss+xml, application/xml;q=0.8",
                "SomeBot/1.0 | application/json",
                "curl/7.88.1 | */*",
                "Wget/1.21.3 | */*",
                "Go-http-client/1.1 | -",
                "python-requests/2.32.3 | */*",
                "Java-http-client/25 | -",
                "okhttp/4.12.0 | -",
                "Unknown | */*",
                "unknown | -",
                "- | -",
                "- | */*",
                "MyDialer/1.0 | text/html, application/json",
                "MyDialer/1.0 | application/xhtml+xml, application/xml",
                "MyDialer/1.0 | application/json;q=0",
                "MyDialer/1.0 | image/png",
                "MyDialer/1.0 | application/*",
                "MyDialer/1.0 | no media type",
                "NotLinphone/1.0 | -"
            })
    void everybody_else_gets_a_page(String userAgent, String accept) {
        assertThat(visitors.of(headers(userAgent, accept))).isEqualTo(new Visitor.Onlooker());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "", "0"})
    void the_header_of_linphone_tells_in_any_case_whatever_it_holds(String value) {
        HttpHeaders headers = headers("Whoever/1.0", "*/*");
        headers.set("x-linphone-PROVISIONING", value);

        assertThat(visitors.of(headers)).isEqualTo(new Visitor.Softphone(Format.LINPHONE));
    }

    @Test
    void other_softphones_can_be_made_known() {
        Visitors more = new Visitors(new VisitorSettings(
                List.of(new KnownAgent("Zoiper/", Format.JSON), new KnownAgent("Linphonec", Format.JSON))));

        assertThat(more.of(headers("zoiper/5.6", null))).isEqualTo(new Visitor.Softphone(Format.JSON));
        assertThat(more.of(headers("Linphonec/5.1.65", null))).isEqualTo(new Visitor.Softphone(Format.JSON));
        assertThat(more.of(headers("LinphoneAndroid/5", null))).isEqualTo(new Visitor.Softphone(Format.LINPHONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "ab", "Mozilla/", "mozilla", "Moz"})
    void a_prefix_that_could_be_anybody_is_refused(String prefix) {
        assertThatThrownBy(() -> new KnownAgent(prefix, Format.JSON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firstring.softphone.agents");
    }

    @Test
    void a_prefix_has_at_least_3_and_at_most_100_characters() {
        assertThat(new KnownAgent("abc", Format.JSON).is("ABC/1")).isTrue();
        assertThat(new KnownAgent("x".repeat(100), Format.JSON).is("x".repeat(100)))
                .isTrue();
        assertThatThrownBy(() -> new KnownAgent("x".repeat(101), Format.JSON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpHeaders headers(String userAgent, String accept) {
        HttpHeaders headers = new HttpHeaders();
        if (userAgent != null) {
            headers.set(HttpHeaders.USER_AGENT, userAgent);
        }
        if (accept != null) {
            headers.set(HttpHeaders.ACCEPT, accept);
        }
        return headers;
    }
}
