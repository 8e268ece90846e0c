package dev.firstring.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestsTest {

    @Test
    void hashes_are_those_that_flexisip_computes() {
        assertThat(Digests.md5("alice", "sip.example.org", "Tr0ub4dor-3"))
                .isEqualTo("e5e2cfc475799b4b76da2b3eb0c202a2");
        assertThat(Digests.sha256("alice", "sip.example.org", "Tr0ub4dor-3"))
                .isEqualTo("63cf84f04c7e33c3508c15adcf06a4bc152197b1440fbfa22c3be733b05a4277");
    }

    /** RFC 7616, section 3.9.1: it gives the responses, which hang on the hashes. */
    @Test
    void hashes_lead_to_the_responses_of_rfc_7616() throws Exception {
        String realm = "http-auth@example.org";

        assertThat(response("MD5", Digests.md5("Mufasa", realm, "Circle of Life")))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(response("SHA-256", Digests.sha256("Mufasa", realm, "Circle of Life")))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void the_realm_and_not_the_domain_goes_into_the_hash() {
        SipAddress address = new SipAddress(new SipUsername("alice"), "sip.example.org", "realm.example.org");
        SipSecret secret = SipSecret.of("abcdefghijklmnopqrstuvwx");

        assertThat(Digests.of(address, secret, true))
                .isEqualTo(new Digests(
                        Digests.md5("alice", "realm.example.org", secret.reveal()),
                        Digests.sha256("alice", "realm.example.org", secret.reveal())));
    }

    @Test
    void md5_can_be_left_out() {
        SipAddress address = new SipAddress(new SipUsername("alice"), "sip.example.org", "sip.example.org");
        Digests digests = Digests.of(address, SipSecret.of("abcdefghijklmnopqrstuvwx"), false);

        assertThat(digests.md5()).isNull();
        assertThat(digests.sha256()).hasSize(64);
    }

    @Test
    void a_colon_is_refused_because_two_accounts_could_share_a_hash() {
        assertThatThrownBy(() -> Digests.md5("a:b", "c", "d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Digests.sha256("a", "b:c", "d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashes_are_not_shown() {
        Digests digests = new Digests("m".repeat(32), "s".repeat(64));

        assertThat(digests.toString()).isEqualTo("Digests[MD5, SHA-256]");
    }

    private static String response(String algorithm, String ha1) throws Exception {
        String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        String ha2 = hash(algorithm, "GET:/dir/index.html");
        return hash(algorithm, ha1 + ":" + nonce + ":00000001:" + cnonce + ":auth:" + ha2);
    }

    private static String hash(String algorithm, String text) throws Exception {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
