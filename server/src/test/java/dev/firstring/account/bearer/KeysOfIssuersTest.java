package dev.firstring.account.bearer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.firstring.account.token.TrustedIssuer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the keys of an issuer come from, and what happens when the issuer does not answer. */
@Tag("slow")
class KeysOfIssuersTest extends IssuerFixture {

    @Test
    void elliptic_curve_keys_serve_as_well() throws JOSEException {
        publish(ec);

        assertThat(bearers.read(token(ec))).isEqualTo(identity("Ada Lovelace"));
    }

    @Test
    void the_address_of_the_keys_is_discovered_where_it_is_not_configured() throws JOSEException {
        discovery(issuer, issuer + "/keys");

        assertThat(bearers(null).read(token(rsa))).isEqualTo(identity("Ada Lovelace"));
    }

    @Test
    void a_discovery_document_about_somebody_else_is_not_believed() throws JOSEException {
        discovery("https://evil.example", issuer + "/keys");

        assertThat(bearers(null).read(token(rsa))).isEqualTo(new Bearer.Unverifiable());
    }

    @Test
    void a_discovery_document_that_points_to_plain_http_elsewhere_is_not_followed() throws JOSEException {
        discovery(issuer, "http://keys.example/keys");

        assertThat(bearers(null).read(token(rsa))).isEqualTo(new Bearer.Unverifiable());
    }

    @Test
    void keys_are_fetched_once_and_again_when_a_token_names_a_new_one() throws JOSEException {
        RSAKey next = new RSAKeyGenerator(2048).keyID("rsa-2").generate();
        bearers.read(token(rsa));
        bearers.read(token(rsa));
        provider.verify(1, getRequestedFor(urlEqualTo("/keys")));

        publish(rsa, next);

        assertThat(bearers.read(token(next))).isEqualTo(identity("Ada Lovelace"));
        assertThat(bearers.read(token(rsa))).isEqualTo(identity("Ada Lovelace"));
        provider.verify(2, getRequestedFor(urlEqualTo("/keys")));
    }

    @Test
    void tokens_that_name_unknown_keys_cannot_make_the_service_hammer_the_issuer() throws JOSEException {
        for (int i = 0; i < 20; i++) {
            RSAKey unknown = new RSAKey.Builder(strange).keyID("guess-" + i).build();
            assertThat(bearers.read(token(unknown))).isNotInstanceOf(Bearer.Foreign.class);
        }

        assertThat(provider.countRequestsMatching(
                                getRequestedFor(urlEqualTo("/keys")).build())
                        .getCount())
                .isLessThanOrEqualTo(2);
        assertThat(bearers.read(token(rsa))).isEqualTo(identity("Ada Lovelace"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404})
    void an_issuer_that_is_out_of_order_leaves_the_question_open(int status) throws JOSEException {
        provider.stubFor(get(urlEqualTo("/keys")).willReturn(aResponse().withStatus(status)));

        assertThat(bearers.read(token(rsa))).isEqualTo(new Bearer.Unverifiable());
    }

    @Test
    void an_issuer_that_cannot_be_reached_leaves_the_question_open() throws JOSEException {
        String token = token(rsa);
        provider.stop();

        assertThat(bearers.read(token)).isEqualTo(new Bearer.Unverifiable());
    }

    @Test
    void an_issuer_that_does_not_answer_is_not_waited_for_long() throws JOSEException {
        provider.stubFor(get(urlEqualTo("/keys")).willReturn(aResponse().withFixedDelay(60_000)));

        assertThat(bearers(URI.create(issuer + "/keys"), Duration.ofMillis(100)).read(token(rsa)))
                .isEqualTo(new Bearer.Unverifiable());
    }

    @Test
    void an_issuer_is_named_by_a_safe_address() {
        assertThatThrownBy(() -> new TrustedIssuer("http://id.example", "app", null))
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> new TrustedIssuer("https://id.example", "app", URI.create("http://id.example/keys")))
                .hasMessageContaining("jwks-uri");
        assertThat(TrustedIssuer.isSafe(URI.create("https://id.example"))).isTrue();
    }

    private void discovery(String about, String keys) {
        provider.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
                .willReturn(okJson("{\"issuer\":\"" + about + "\",\"jwks_uri\":\"" + keys + "\"}")));
    }
}
