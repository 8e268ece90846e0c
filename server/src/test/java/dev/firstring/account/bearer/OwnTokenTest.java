package dev.firstring.account.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.firstring.account.AccountId;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.TestKeys;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenSettings;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTokenTest {

    private final SettableClock clock = new SettableClock();
    private final TestKeys keys = new TestKeys();
    private final TokenSettings settings = TestTokens.settings();
    private final AccessTokens tokens = new AccessTokens(keys, settings, clock);
    private final BearerTokens bearers = new BearerTokens(tokens, settings, clock);
    private final Instant began = clock.instant();
    private final AccountId account = new AccountId(UUID.randomUUID());

    @Test
    void a_token_speaks_for_its_account_until_its_time_is_over() {
        String token = token();

        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(bearers.read(token)).isEqualTo(new Bearer.Own(account, 0, began));

        clock.advance(Duration.ofSeconds(1).plusMillis(1));
        assertThat(bearers.read(token)).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_outlives_the_rotation_of_the_key_that_it_names() {
        String before = token();
        keys.rotate();
        String after = token();

        assertThat(bearers.read(before)).isEqualTo(new Bearer.Own(account, 0, began));
        assertThat(bearers.read(after)).isEqualTo(new Bearer.Own(account, 0, began));
        assertThat(keyIdOf(before)).isEqualTo("1");
        assertThat(keyIdOf(after)).isEqualTo("2");
    }

    @Test
    void a_token_under_a_retired_key_is_refused_even_by_a_node_that_has_used_the_key() {
        String before = token();
        keys.rotate();
        assertThat(bearers.read(before)).isEqualTo(new Bearer.Own(account, 0, began));

        keys.retire(1);

        assertThat(bearers.read(before)).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_that_was_changed_anywhere_is_refused() {
        String token = token();
        for (int i = 0; i < token.length(); i++) {
            // The last character of a part may carry bits that encode nothing.
            char at = token.charAt(i);
            boolean last = i + 1 == token.length() || token.charAt(i + 1) == '.';
            if (at == '.' || last) {
                continue;
            }
            String changed = token.substring(0, i) + (at == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertThat(bearers.read(changed)).as("changed at %d", i).isInstanceOf(Bearer.Invalid.class);
        }
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        assertThat(bearers.read(new PlainJWT(claims().build()).serialize())).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void only_the_pinned_algorithm_counts_even_under_the_right_key() throws JOSEException {
        byte[] key = twice(keys.derive("access-token", 1));

        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS512)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("1")
                        .build(),
                claims().build());
        token.sign(new MACSigner(key));

        assertThat(bearers.read(token.serialize())).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_of_another_type_audience_issuer_or_subject_is_refused() throws JOSEException {
        assertThat(bearers.read(signed("at+jwt", claims().build()))).isEqualTo(new Bearer.Own(account, 0, null));

        for (String type : List.of("AT+JWT", "application/at+jwt", "Application/AT+JWT")) {
            assertThat(bearers.read(signed(type, claims().build()))).isEqualTo(new Bearer.Own(account, 0, null));
        }
        assertThat(bearers.read(signed("application/jwt", claims().build()))).isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed("JWT", claims().build()))).isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed("at+jwt", claims().audience("console").build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed("at+jwt", claims().issuer("somebody").build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed("at+jwt", claims().expirationTime(null).build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed("at+jwt", claims().subject("ada").build())))
                .isInstanceOf(Bearer.Invalid.class);
        assertThat(bearers.read(signed("at+jwt", claims().subject(null).build())))
                .isInstanceOf(Bearer.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "99999999999", "x", ""})
    void a_token_under_a_key_that_does_not_exist_is_refused(String keyId) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(keyId)
                        .build(),
                claims().build());
        token.sign(new MACSigner(new byte[32]));

        assertThat(bearers.read(token.serialize())).isInstanceOf(Bearer.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "eyJhbGciOiJIUzI1NiJ9..", "not a token", "\u0000"})
    void what_is_no_token_at_all_is_refused(String text) {
        assertThat(bearers.read(text)).isInstanceOf(Bearer.Invalid.class);
    }

    @Test
    void a_token_too_long_to_be_one_is_refused_unread() {
        assertThat(bearers.read("a".repeat(1_000_000))).isInstanceOf(Bearer.Invalid.class);
    }

    private String token() {
        return TestTokens.accessToken(tokens, account, clock.instant()).reveal();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("firstring")
                .audience(List.of("firstring"))
                .subject(account.toString())
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
    }

    private String signed(String type, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .keyID("1")
                        .build(),
                claims);
        token.sign(new MACSigner(keys.derive("access-token", 1)));
        return token.serialize();
    }

    private static String keyIdOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] twice(byte[] key) {
        byte[] longer = new byte[64];
        System.arraycopy(key, 0, longer, 0, 32);
        System.arraycopy(key, 0, longer, 32, 32);
        return longer;
    }
}
