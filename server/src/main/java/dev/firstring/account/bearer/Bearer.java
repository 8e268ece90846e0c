package dev.firstring.account.bearer;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;

/** What a bearer token turned out to be. */
public sealed interface Bearer {

    /** A good token of the service itself. */
    record Own(AccountId account) implements Bearer {}

    /** A good token of a trusted issuer. Whether an account is tied to the identity is not known yet. */
    record Foreign(Caller.External identity) implements Bearer {}

    /** No token, a forged one, one that is over, or one for somebody else. */
    record Invalid() implements Bearer {}

    /** It may be good, but the keys of its issuer could not be had. */
    record Unverifiable() implements Bearer {}
}
