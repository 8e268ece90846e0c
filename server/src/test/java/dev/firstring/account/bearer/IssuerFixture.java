package dev.firstring.account.bearer;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
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

/** An issuer of tokens that the service trusts, and its keys. */
abstract class IssuerFixture {

    static RSAKey rsa;
    static ECKey ec;
    static RSAKey strange;

    final SettableClock clock = new SettableClock();
    WireMockServer provider;
    String issuer;
    BearerTokens bearers;

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

    BearerTokens bearers(@Nullable URI keys) {
        return bearers(keys, Duration.ofSeconds(10));
    }

    BearerTokens bearers(@Nullable URI keys, Duration timeout) {
        TokenSettings settings = TestTokens.settings(timeout, new TrustedIssuer(issuer, "our-app", keys));
        return new BearerTokens(new AccessTokens(new TestKeys(), settings, clock), settings, clock);
    }

    Bearer.Foreign identity(@Nullable String name) {
        return new Bearer.Foreign(
                new Caller.External(issuer, "subject-1", name == null ? null : new DisplayName(name)), null, null);
    }

    void publish(JWK... keys) {
        provider.stubFor(get(urlEqualTo("/keys"))
                .willReturn(okJson(new JWKSet(List.of(keys)).toPublicJWKSet().toString())));
    }

    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("our-app")
                .subject("subject-1")
                .claim("name", "Ada Lovelace")
                .expirationTime(inSeconds(300));
    }

    Date inSeconds(long seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    String token(JWK key) throws JOSEException {
        return signed(key, claims().build());
    }

    String signed(JWK key, JWTClaimsSet claims) throws JOSEException {
        return switch (key) {
            case RSAKey rsaKey -> signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(rsaKey), claims);
            case ECKey ecKey -> signed(JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(ecKey), claims);
            default -> throw new IllegalArgumentException("no signer for " + key.getKeyType());
        };
    }

    static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        token.sign(signer);
        return token.serialize();
    }
}
