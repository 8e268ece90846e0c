package dev.firstring.account.bearer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.TestKeys;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenSettings;
import dev.firstring.account.token.TrustedIssuer;
import dev.firstring.testing.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTokenTest {

    private static RSAKey rsa;
    private static ECKey ec;
    private static RSAKey strange;

    private final SettableClock clock = new SettableClock();
    private WireMockServer provider;
    private String issuer;
    private BearerTokens bearers;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
        strange = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    }

    @BeforeEach
    void start() {
        provider = new WireMockServer(0);
        provider.start();
        issuer = "http://localhost:" + provider.port();
        publish(rsa);
        bearers = bearers(URI.create(issuer + "/keys"));
    }

    @AfterEach
    void stop() {
        provider.stop();
    }

    @Test
    void a_token_of_a_trusted_issuer_is_an_identity() throws JOSEException {
        assertThat(bearers.read(token(rsa))).isEqualTo(identity("Ada Lovelace"));
    }

    @Test
    void a_name_that_cannot_be_shown_is_left_out() throws JOSEException {
        assertThat(bearers.read(signed(rsa, claims().claim("name", "a\u0000b").build())))
                .isEqualTo(identity(null));
        assertThat(bearers.read(signed(rsa, claims().claim("name", List.of()).build())))
                .isEqualTo(identity(null));
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt", "JWT", "jwt", "application/jwt"})
    void the_type_of_a_token_is_a_media_type_with_or_without_its_first_half(String type) throws JOSEException {
        assertThat(bearers.read(typed(type))).isEqualTo(identity("Ada Lovelace"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logout+jwt",
                "application/application/at+jwt",
                "text/at+jwt",
                "id+jwt",
                "at+jwt ",
                "dpop+jwt",
                ""
            })
    void a_token_of_another_type_is_refused(String type) throws JOSEException {
        assertThat(bearers.read(typed(type))).isInstanceOf(Bearer.Invalid.class);
    }

    private String typed(String type) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID(rsa.getKeyID())
                        .build(),
                claims().build());
        token.sign(new RSASSASigner(rsa));
        return token.serialize();
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

    @Test
    void a_token_for_another_audience_is_refused() throws JOSEException {
        assertThat(bearers.read(signed(rsa, claims().audience("another-app").build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed(rsa, claims().audience((String) null).build())))
                .isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_outside_its_time_is_refused_but_for_a_small_difference_of_clocks() throws JOSEException {
        assertThat(bearers.read(
                        signed(rsa, claims().expirationTime(inSeconds(-20)).build())))
                .isInstanceOf(Bearer.Foreign.class);
        assertThat(bearers.read(
                        signed(rsa, claims().expirationTime(inSeconds(-31)).build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(
                        signed(rsa, claims().notBeforeTime(inSeconds(31)).build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed(rsa, claims().expirationTime(null).build())))
                .isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_without_a_subject_is_nobodys() throws JOSEException {
        assertThat(bearers.read(signed(rsa, claims().subject(null).build()))).isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed(rsa, claims().subject(" ").build()))).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_under_another_key_of_the_same_name_is_refused() throws JOSEException {
        assertThat(bearers.read(token(strange))).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        assertThat(bearers.read(new PlainJWT(claims().build()).serialize())).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void the_public_key_is_no_shared_secret() throws JOSEException {
        byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims().build());
        token.sign(new MACSigner(publicKey));

        assertThat(bearers.read(token.serialize())).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void an_algorithm_that_is_not_wanted_is_refused_under_the_right_key() throws JOSEException {
        assertThat(bearers.read(signed(JWSAlgorithm.RS512, "rsa-1", new RSASSASigner(rsa), claims().build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed(JWSAlgorithm.PS256, "rsa-1", new RSASSASigner(rsa), claims().build())))
                .isEqualTo(identity("Ada Lovelace"));
    }

    @Test
    void an_issuer_that_is_not_configured_is_not_even_asked() throws JOSEException {
        assertThat(bearers.read(signed(rsa, claims().issuer(issuer + "/other").build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(provider.getAllServeEvents()).isEmpty();
    }

    @Test
    void an_issuer_cannot_speak_for_the_service_itself() throws JOSEException {
        assertThat(bearers.read(signed(
                        rsa, claims().issuer("firstring").audience("firstring").build())))
                .isInstanceOf(Bearer.Invalid.class);
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

    private BearerTokens bearers(@Nullable URI keys) {
        return bearers(keys, Duration.ofSeconds(10));
    }

    private BearerTokens bearers(@Nullable URI keys, Duration timeout) {
        TokenSettings settings = TestTokens.settings(timeout, new TrustedIssuer(issuer, "our-app", keys));
        return new BearerTokens(new AccessTokens(new TestKeys(), settings, clock), settings, clock);
    }

    private Bearer.Foreign identity(@Nullable String name) {
        return new Bearer.Foreign(
                new Caller.External(issuer, "subject-1", name == null ? null : new DisplayName(name)), null, null);
    }

    private void publish(JWK... keys) {
        provider.stubFor(get(urlEqualTo("/keys"))
                .willReturn(okJson(new JWKSet(List.of(keys)).toPublicJWKSet().toString())));
    }

    private void discovery(String about, String keys) {
        provider.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
                .willReturn(okJson("{\"issuer\":\"" + about + "\",\"jwks_uri\":\"" + keys + "\"}")));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("our-app")
                .subject("subject-1")
                .claim("name", "Ada Lovelace")
                .expirationTime(inSeconds(300));
    }

    private Date inSeconds(long seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    private String token(JWK key) throws JOSEException {
        return signed(key, claims().build());
    }

    private String signed(JWK key, JWTClaimsSet claims) throws JOSEException {
        return switch (key) {
            case RSAKey rsaKey -> signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(rsaKey), claims);
            case ECKey ecKey -> signed(JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(ecKey), claims);
            default -> throw new IllegalArgumentException("no signer for " + key.getKeyType());
        };
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        token.sign(signer);
        return token.serialize();
    }
}
