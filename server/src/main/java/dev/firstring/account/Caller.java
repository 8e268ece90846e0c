package dev.firstring.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request. A controller declares a parameter of this type, or of type {@link AccountId} to require a
 * signed-in account; then all other callers are refused with 401.
 */
public sealed interface Caller {

    /** A caller without a token. */
    record Anonymous() implements Caller {}

    /**
     * The bearer of a valid token of this account. When the request was received, the account existed and the token had
     * not been ended.
     *
     * @param signedInAt when the person authenticated: the beginning of the sign-in, which renewals do not change. In
     *     whole seconds. Null if the token does not say; this never counts as a fresh sign-in
     * @param generation the account's generation of access tokens when the request was received; once it changes, the
     *     caller is signed out
     */
    record Known(AccountId account, @Nullable Instant signedInAt, int generation) implements Caller {}

    /**
     * The bearer of a valid token of a configured OpenID Connect issuer, whose identity is not linked to an account
     * yet.
     *
     * @param displayName the {@code name} claim; null if it is absent or not a valid display name
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
