package dev.firstring.messaging.provider.vonage;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.firstring.platform.Hash;
import dev.firstring.platform.Ids;
import dev.firstring.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates the tokens for Vonage's API and verifies those of its webhooks. Thread-safe. */
final class VonageTokens {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Pattern BEARER = Pattern.compile("Bearer[ \\t]+(\\S+)", Pattern.CASE_INSENSITIVE);

    private final Clock clock;
    private final Ids ids;

    VonageTokens(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Creates a token for an application, valid for five minutes (RS256). */
    String ofApplication(String applicationId, PrivateKey key) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .claim("application_id", applicationId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .jwtID(ids.next().toString())
                        .build());
        try {
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }

    /**
     * Whether the header has a token that Vonage issued for this body in the last minutes: signed with the shared
     * secret, for this account, and with the body's SHA-256.
     */
    boolean signed(@Nullable String authorization, String body, Secret secret, String apiKey) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
        if (!bearer.matches()) {
            return false;
        }
        try {
            SignedJWT token = SignedJWT.parse(bearer.group(1));
            JWTClaimsSet claims = token.getJWTClaimsSet();
            return token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    && token.verify(new MACVerifier(secret.reveal().getBytes(StandardCharsets.UTF_8)))
                    && apiKey.equals(claims.getStringClaim("api_key"))
                    && fresh(claims.getIssueTime())
                    && HexFormat.of()
                            .formatHex(Hash.sha256(body))
                            .equalsIgnoreCase(claims.getStringClaim("payload_hash"));
        } catch (ParseException | JOSEException e) {
            return false;
        }
    }

    /**
     * Parses a private key.
     *
     * @throws IllegalArgumentException if it is not an RSA key in PKCS 8
     */
    static PrivateKey key(Secret pem) {
        String base64 = pem.reveal().replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s|\\\\n", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "firstring.messaging.vonage.private-key must be an RSA key in PEM (PKCS 8).", e);
        }
    }

    private boolean fresh(@Nullable Date issued) {
        return issued != null
                && Duration.between(issued.toInstant(), clock.instant()).abs().compareTo(LIFE) <= 0;
    }
}
