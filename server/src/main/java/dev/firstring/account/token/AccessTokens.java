package dev.firstring.account.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.firstring.account.AccountId;
import dev.firstring.platform.keys.DerivedKeys;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Signs and validates the service's own access tokens: JWTs of type {@code at+jwt} with HS256 (RFC 7519, RFC 9068). The
 * signing key is derived from the root key that {@code kid} names, so tokens remain valid after a key rotation.
 * Thread-safe.
 */
@Component
public final class AccessTokens {

    /** The claim with the account's generation of access tokens, an integer. */
    public static final String GENERATION = "gen";

    /** The claim with the time of authentication, in seconds (OpenID Connect Core 1.0, section 2). */
    public static final String AUTH_TIME = "auth_time";

    static final String AUDIENCE = "firstring";

    private static final String PURPOSE = "access-token";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final Pattern KEY_ID = Pattern.compile("-?[0-9]{1,10}");

    private final DerivedKeys keys;
    private final TokenSettings settings;
    private final Clock clock;

    public AccessTokens(DerivedKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Signs a token for an account.
     *
     * @param generation the account's generation of access tokens; incrementing it ends all tokens of this one
     * @param signedInAt when the person authenticated; null if unknown
     */
    AccessToken sign(AccountId account, int generation, @Nullable Instant signedInAt, UUID tokenId, Instant now) {
        int keyId = keys.currentKeyId();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(TYPE)
                        .keyID(Integer.toString(keyId))
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(settings.issuer())
                        .audience(AUDIENCE)
                        .subject(account.toString())
                        .jwtID(tokenId.toString())
                        .claim(GENERATION, generation)
                        .claim(AUTH_TIME, signedInAt == null ? null : signedInAt.getEpochSecond())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(settings.accessLife())))
                        .build());
        try {
            token.sign(new MACSigner(key(keyId)));
        } catch (JOSEException e) {
            throw new IllegalStateException("could not sign an access token", e);
        }
        return new AccessToken(token.serialize());
    }

    /**
     * Returns a decoder that validates signature, type, issuer, audience and expiry. There is no clock tolerance,
     * because this service's clock both issues and validates.
     */
    public JwtDecoder decoder() {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(TokenTypes.accessToken());
        processor.setJWSKeySelector((header, context) -> candidates(header));
        // The validators below check the claims against this service's clock.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(settings.issuer()), new JwtAudienceValidator(AUDIENCE)));
        return decoder;
    }

    private List<? extends Key> candidates(JWSHeader header) {
        if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())) {
            return List.of();
        }
        SecretKey key = keyNamed(header.getKeyID());
        return key == null ? List.of() : List.of(key);
    }

    private @Nullable SecretKey keyNamed(@Nullable String keyId) {
        if (keyId == null || !KEY_ID.matcher(keyId).matches()) {
            return null;
        }
        try {
            return key(Integer.parseInt(keyId));
        } catch (NumberFormatException | IllegalStateException e) {
            // The id is out of range, or no key has it: the token is not one of this service.
            return null;
        }
    }

    private SecretKey key(int keyId) {
        return new SecretKeySpec(keys.derive(PURPOSE, keyId), "HmacSHA256");
    }
}
