package dev.firstring.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling. A controller gets it by having a parameter of this type; one of type {@link AccountId} asks for a
 * signed-in account and answers 401 to everybody else.
 */
public sealed interface Caller {

    /** Nobody in particular: no token was presented. */
    record Anonymous() implements Caller {}

    /**
     * The bearer of a valid token of this account, which existed, and had not ended the token, when the request came in.
     *
     * @param signedInAt when the person proved who they are: the beginning of the sign-in, which no renewal moves. In
     *     whole seconds. Null if the token does not tell, which counts as long ago
     * @param generation the account's generation of access tokens when the request came in; once the account has another,
     *     the caller is signed out
     */
    record Known(AccountId account, @Nullable Instant signedInAt, int generation) implements Caller {}

    /**
     * The bearer of a valid token of a configured OpenID Connect issuer whom no account is tied to yet.
     *
     * @param displayName the name that the issuer tells, where it tells one that can be a display name
     */
    record External(String issuer, String subject, @Nullable DisplayName displayName) implements Caller {

        public External {
            if (issuer.isBlank() || subject.isBlank()) {
                throw new IllegalArgumentException("an identity has an issuer and a subject");
            }
        }

        @Override
        public String toString() {
            return "External[" + issuer + "]";
        }
    }
}
