package dev.firstring.account.bearer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.firstring.account.token.TrustedIssuer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Web Key Set of an issuer, fetched on every call. Its URL is configured or read from the issuer's discovery
 * document (OpenID Connect Discovery 1.0, section 4), whose {@code issuer} must equal the configured one. Thread-safe.
 */
final class PublishedKeys implements JWKSetSource<SecurityContext> {

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
            JWKSet keys = JWKSet.parse(retriever.retrieveResource(found.toURL()).getContent());
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
