package dev.firstring.account.bearer;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.firstring.account.token.TokenTypes;
import dev.firstring.account.token.TrustedIssuer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Validates the tokens of one trusted issuer: signature by its published keys (RS256, PS256 or ES256 only), issuer,
 * audience, expiry and not-before. Keys are fetched for the first token and cached; they are fetched again when a token
 * names an unknown key, at most twice in 30 seconds. Thread-safe.
 */
final class IssuerDecoder implements JwtDecoder {

    /** Tolerance for the clock of the issuer. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MOST_BYTES = 256 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration LONGEST_WAIT_FOR_ANOTHERS_FETCH = Duration.ofSeconds(20);
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(30);

    private static final MappedJwtClaimSetConverter CONVERTER = MappedJwtClaimSetConverter.withDefaults(Map.of());

    private final NimbusJwtDecoder decoder;

    IssuerDecoder(TrustedIssuer issuer, Duration timeout, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(TokenTypes.accessTokenOrAnyJwt());
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256), keys(issuer, timeout)));
        // The validators below check the claims against this service's clock.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(IssuerDecoder::asIssued);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(issuer.issuer()), new JwtAudienceValidator(issuer.audience())));
    }

    @Override
    public Jwt decode(String token) throws JwtException {
        return decoder.decode(token);
    }

    /**
     * Removes the {@code iat} that the default converter derives from the expiry if a token has none. With it, the end
     * of an account's tokens would not apply to that token.
     */
    private static Map<String, Object> asIssued(Map<String, Object> claims) {
        Map<String, Object> converted = CONVERTER.convert(claims);
        if (!claims.containsKey(JWTClaimNames.ISSUED_AT)) {
            converted.remove(JWTClaimNames.ISSUED_AT);
        }
        return converted;
    }

    private static JWKSource<SecurityContext> keys(TrustedIssuer issuer, Duration timeout) {
        int millis = (int) timeout.toMillis();
        PublishedKeys published = new PublishedKeys(issuer, new DefaultResourceRetriever(millis, millis, MOST_BYTES));
        return JWKSourceBuilder.create(published)
                .cache(KEPT.toMillis(), LONGEST_WAIT_FOR_ANOTHERS_FETCH.toMillis())
                .refreshAheadCache(false)
                .rateLimited(FETCH_INTERVAL.toMillis())
                .build();
    }

    /**
     * The JSON Web Key Set of an issuer, fetched on every call. Its URL is configured or read from the issuer's
     * discovery document (OpenID Connect Discovery 1.0, section 4), whose {@code issuer} must equal the configured one.
     * Thread-safe.
     */
    private static final class PublishedKeys implements JWKSetSource<SecurityContext> {

        private final TrustedIssuer issuer;
        private final ResourceRetriever retriever;
        private volatile @Nullable URI address;

        PublishedKeys(TrustedIssuer issuer, ResourceRetriever retriever) {
            this.issuer = issuer;
            this.retriever = retriever;
            this.address = issuer.jwksUri();
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
                throws KeySourceException {
            try {
                URI known = address;
                URI found = known == null ? discover() : known;
                JWKSet keys =
                        JWKSet.parse(retriever.retrieveResource(found.toURL()).getContent());
                address = found;
                return keys;
            } catch (IOException | ParseException | IllegalArgumentException e) {
                throw new JWKSetRetrievalException("could not fetch the keys of " + issuer.issuer(), e);
            }
        }

        private URI discover() throws IOException, ParseException {
            String base = issuer.issuer().endsWith("/") ? issuer.issuer() : issuer.issuer() + "/";
            URI document = URI.create(base + ".well-known/openid-configuration");
            Map<String, Object> metadata = JSONObjectUtils.parse(
                    retriever.retrieveResource(document.toURL()).getContent());
            if (!issuer.issuer().equals(metadata.get("issuer"))) {
                throw new IOException("the document at " + document + " is about another issuer");
            }
            if (!(metadata.get("jwks_uri") instanceof String keys) || !TrustedIssuer.isSafe(URI.create(keys))) {
                throw new IOException("the document at " + document + " names no safe jwks_uri");
            }
            return URI.create(keys);
        }

        @Override
        public void close() {}
    }
}
