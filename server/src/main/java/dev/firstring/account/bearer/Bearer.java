package dev.firstring.account.bearer;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.platform.AuthenticationFailures.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of validating a bearer token. */
public sealed interface Bearer {

    /**
     * A valid token of the service itself. Whether it has been ended is not checked yet.
     *
     * @param generation the account's generation of access tokens at the time of signing
     * @param signedInAt when the person authenticated; null if the token does not say
     */
    record Own(AccountId account, int generation, @Nullable Instant signedInAt) implements Bearer {}

    /**
     * A valid token of a trusted issuer. Whether the identity is linked to an account, and whether that account has
     * ended its tokens, is not checked yet.
     *
     * @param issuedAt null if the token does not say
     * @param signedInAt when the person authenticated with the issuer; null if the token does not say
     */
    record Foreign(
            Caller.External identity,
            @Nullable Instant issuedAt,
            @Nullable Instant signedInAt) implements Bearer {}

    /** Not a token, or one that is forged, expired or issued for another audience. */
    record Invalid(Reason reason) implements Bearer {}

    /** The token may be valid, but the keys of its issuer could not be fetched. */
    record Unverifiable() implements Bearer {}
}
