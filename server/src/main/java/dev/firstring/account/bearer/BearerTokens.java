package dev.firstring.account.bearer;

import com.nimbusds.jwt.JWTParser;
import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.token.AccessTokens;
import dev.firstring.account.token.TokenSettings;
import dev.firstring.account.token.TrustedIssuer;
import dev.firstring.platform.AuthenticationFailures.Reason;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.stereotype.Component;

/**
 * Validates bearer tokens. The {@code iss} claim selects the decoder; a token of an issuer that is not configured is
 * rejected before anything is fetched. Thread-safe.
 */
@Component
public final class BearerTokens {

    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);
    private static final int LONGEST = 8192;

    private final Clock clock;
    private final String ownIssuer;
    private final Map<String, JwtDecoder> decoders = new HashMap<>();

    public BearerTokens(AccessTokens accessTokens, TokenSettings settings, Clock clock) {
        this.clock = clock;
        ownIssuer = settings.issuer();
        decoders.put(ownIssuer, accessTokens.decoder());
        for (TrustedIssuer issuer : settings.issuers()) {
            decoders.put(issuer.issuer(), new IssuerDecoder(issuer, settings.issuerTimeout(), clock));
        }
    }

    public Bearer read(String token) {
        String issuer = issuerNamedBy(token);
        JwtDecoder decoder = issuer == null ? null : decoders.get(issuer);
        if (issuer == null || decoder == null) {
            return new Bearer.Invalid(issuer == null ? Reason.TOKEN_INVALID : Reason.TOKEN_ISSUER_UNKNOWN);
        }
        try {
            Jwt jwt = decoder.decode(token);
            return issuer.equals(ownIssuer) ? own(jwt) : foreign(issuer, jwt);
        } catch (JwtValidationException e) {
            // The signature is valid, so the claims of the token can be trusted.
            LOG.debug("refused a token of issuer {}: {}", issuer, e.getMessage());
            return new Bearer.Invalid(hasExpired(token) ? Reason.TOKEN_EXPIRED : Reason.TOKEN_INVALID);
        } catch (BadJwtException e) {
            LOG.debug("refused a token of issuer {}: {}", issuer, e.getMessage());
            return new Bearer.Invalid(Reason.TOKEN_INVALID);
        } catch (JwtException e) {
            LOG.warn("could not check a token of issuer {}: {}", issuer, e.getMessage());
            return new Bearer.Unverifiable();
        }
    }

    private boolean hasExpired(String token) {
        try {
            Date expiry = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
            return expiry != null && !expiry.toInstant().isAfter(clock.instant());
        } catch (ParseException e) {
            return false;
        }
    }

    private static @Nullable String issuerNamedBy(String token) {
        if (token.length() > LONGEST) {
            return null;
        }
        try {
            return JWTParser.parse(token).getJWTClaimsSet().getIssuer();
        } catch (ParseException e) {
            return null;
        }
    }

    private static Bearer own(Jwt jwt) {
        try {
            AccountId account = new AccountId(UUID.fromString(Objects.requireNonNullElse(jwt.getSubject(), "nobody")));
            // Tokens signed before generations were introduced carry none; they belong to generation 0.
            int generation = jwt.getClaim(AccessTokens.GENERATION) instanceof Number number ? number.intValue() : 0;
            return new Bearer.Own(account, generation, signedInAt(jwt));
        } catch (IllegalArgumentException e) {
            return new Bearer.Invalid(Reason.TOKEN_INVALID);
        }
    }

    private static Bearer foreign(String issuer, Jwt jwt) {
        String subject = jwt.getSubject();
        if (subject == null || subject.isBlank()) {
            return new Bearer.Invalid(Reason.TOKEN_INVALID);
        }
        DisplayName name = jwt.getClaim("name") instanceof String text
                ? DisplayName.parse(text).orElse(null)
                : null;
        return new Bearer.Foreign(new Caller.External(issuer, subject, name), jwt.getIssuedAt(), signedInAt(jwt));
    }

    /**
     * Returns {@code auth_time}; null if it or {@code iat} is absent, or if it is later than {@code iat}, so that such
     * a token never counts as a fresh sign-in.
     */
    private static @Nullable Instant signedInAt(Jwt jwt) {
        Instant issuedAt = jwt.getIssuedAt();
        if (issuedAt == null || !(jwt.getClaim(AccessTokens.AUTH_TIME) instanceof Number seconds)) {
            return null;
        }
        long second = seconds.longValue();
        return second < 0 || second > issuedAt.getEpochSecond() ? null : Instant.ofEpochSecond(second);
    }
}
