package dev.firstring.account.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code typ} that are accepted. The value is a media type, so case is ignored and {@code application/}
 * is optional (RFC 7515, 4.1.9; RFC 9068, 4). Immutable.
 */
public final class TokenTypes implements JOSEObjectTypeVerifier<SecurityContext> {

    private static final String APPLICATION = "application/";

    private final Set<String> allowed;
    private final boolean mayBeAbsent;

    private TokenTypes(Set<String> allowed, boolean mayBeAbsent) {
        this.allowed = allowed;
        this.mayBeAbsent = mayBeAbsent;
    }

    /** Accepts access tokens of RFC 9068 only. */
    public static TokenTypes accessToken() {
        return new TokenTypes(Set.of("at+jwt"), false);
    }

    /** Accepts access tokens of RFC 9068, and those of issuers whose {@code typ} is {@code JWT} or absent. */
    public static TokenTypes accessTokenOrAnyJwt() {
        return new TokenTypes(Set.of("at+jwt", "jwt"), true);
    }

    @Override
    public void verify(@Nullable JOSEObjectType type, @Nullable SecurityContext context) throws BadJOSEException {
        boolean good = type == null ? mayBeAbsent : allowed.contains(shortForm(type.getType()));
        if (!good) {
            throw new BadJOSEException("a token of the type " + type);
        }
    }

    private static String shortForm(String written) {
        String type = written.toLowerCase(Locale.ROOT);
        return type.startsWith(APPLICATION) ? type.substring(APPLICATION.length()) : type;
    }
}
