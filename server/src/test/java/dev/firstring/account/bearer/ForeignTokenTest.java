package dev.firstring.account.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ForeignTokenTest extends IssuerFixture {

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
}
