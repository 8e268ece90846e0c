package dev.firstring.account;

import org.jspecify.annotations.Nullable;

/**
 * Who is calling. A controller gets it by having a parameter of this type; one of type {@link AccountId} asks for a
 * signed-in account and answers 401 to everybody else.
 */
public sealed interface Caller {

    /** Nobody in particular: no token was presented. */
    record Anonymous() implements Caller {}

    /**
     * The bearer of a valid token of this account. The token may be up to its life older than the erasure of the
     * account: whoever needs the account to exist has to look.
     */
    record Known(AccountId account) implements Caller {}

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
