package dev.firstring.account.bearer;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.platform.AuthenticationFailures.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a bearer token turned out to be. */
public sealed interface Bearer {

    /**
     * A token of the service itself that is valid as far as it can tell; whether it has been ended is not known yet.
     *
     * @param generation the account's generation of access tokens that it was signed in
     * @param signedInAt when the person proved who they are; null if the token does not tell
     */
    record Own(AccountId account, int generation, @Nullable Instant signedInAt) implements Bearer {}

    /**
     * A token of a trusted issuer that is valid as far as it can tell. Whether an account is tied to the identity, and
     * whether that has ended its tokens, is not known yet.
     *
     * @param issuedAt null if the token does not tell
     * @param signedInAt when the person proved to the issuer who they are; null if the token does not tell
     */
    record Foreign(
            Caller.External identity,
            @Nullable Instant issuedAt,
            @Nullable Instant signedInAt) implements Bearer {}

    /** No token, a forged one, one that is over, or one for somebody else. */
    record Invalid(Reason reason) implements Bearer {}

    /** It may be good, but the keys of its issuer could not be had. */
    record Unverifiable() implements Bearer {}
}
