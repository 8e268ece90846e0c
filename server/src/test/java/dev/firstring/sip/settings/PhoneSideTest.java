package dev.firstring.sip.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneSideTest {

    private static final InsideServer INSIDE = new InsideServer() {
        @Override
        public Optional<SipProxy> reachedAt() {
            return Optional.of(new SipProxy("127.0.0.1", 5060));
        }

        @Override
        public Optional<DigestHash> strongestHash() {
            return Optional.of(DigestHash.MD5);
        }
    };

    @Test
    void phones_go_where_the_domain_leads_and_sign_in_by_sha_256() {
        PhoneSide side = side("", null, Optional.empty());

        assertThat(side.proxy()).isEmpty();
        assertThat(side.hash()).isEqualTo(DigestHash.SHA_256);
    }

    @Test
    void a_server_inside_says_where_it_is_and_what_it_offers() {
        PhoneSide side = side("", null, Optional.of(INSIDE));

        assertThat(side.proxy()).map(SipProxy::toString).hasValue("127.0.0.1:5060");
        assertThat(side.hash()).isEqualTo(DigestHash.MD5);
    }

    @Test
    void what_is_set_goes_before_what_it_says() {
        PhoneSide side = side("sbc.example.test", DigestHash.SHA_256, Optional.of(INSIDE));

        assertThat(side.proxy()).map(SipProxy::toString).hasValue("sbc.example.test");
        assertThat(side.hash()).isEqualTo(DigestHash.SHA_256);
    }

    @Test
    void a_hash_that_is_not_published_is_refused() {
        SipSettings withoutMd5 = new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, false, 5);

        assertThatThrownBy(() -> new PhoneSide(new PhoneSideSettings("", DigestHash.MD5), withoutMd5, Optional.empty()))
                .isInstanceOf(ConfigurationMistakes.class)
                .hasMessageContaining("firstring.sip.digest");
    }

    @ParameterizedTest
    @CsvSource({
        "sip.example.org, sip.example.org, ",
        "sip.example.org:5061, sip.example.org, 5061",
        "192.0.2.7:1, 192.0.2.7, 1",
        "[2001:db8::1]:65535, [2001:db8::1], 65535"
    })
    void a_proxy_is_a_host_and_perhaps_a_port(String text, String host, @Nullable Integer port) {
        assertThat(SipProxy.of(text)).isEqualTo(new SipProxy(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:host",
                "host:",
                "host:0",
                "host:65536",
                "host:123456",
                "2001:db8::1",
                "ho st",
                "host;transport=tcp",
                "host>",
                "-host",
                "host-",
                "user@host",
                "host:5060:5061",
                "[::1"
            })
    void what_could_break_a_sip_uri_is_refused_with_the_name_of_the_setting(String text) {
        assertThatThrownBy(() -> new PhoneSideSettings(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("firstring.sip.proxy");
    }

    @Test
    void a_hash_is_that_of_the_account() {
        SipAddress address = new SipAddress(new SipUsername("alice"), "sip.example.test", "realm");
        SipSecret secret = SipSecret.of("abcdefghijklmnopqrstuvwx");
        Digests digests = Digests.of(address, secret, true);

        assertThat(DigestHash.MD5.ha1(address, secret)).isEqualTo(digests.md5());
        assertThat(DigestHash.SHA_256.ha1(address, secret)).isEqualTo(digests.sha256());
    }

    private static PhoneSide side(String proxy, @Nullable DigestHash digest, Optional<InsideServer> inside) {
        return new PhoneSide(
                new PhoneSideSettings(proxy, digest),
                new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, true, 5),
                inside);
    }
}
