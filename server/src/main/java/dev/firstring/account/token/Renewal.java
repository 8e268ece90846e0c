package dev.firstring.account.token;

import dev.firstring.account.AccountId;

/** What became of presenting a refresh token. */
public sealed interface Renewal {

    /** It was good and is used up now; these are the next ones. */
    record Renewed(TokenPair tokens) implements Renewal {}

    /** It was used up seconds ago by the same client, whose answer was lost: the tokens that it got then, which nobody used yet. */
    record Repeated(TokenPair tokens, AccountId account) implements Renewal {}

    /** It had been used before: somebody else may hold a copy. Its whole sign-in, and every access token of the account, has
     * been ended by this call. */
    record Reused(AccountId account) implements Renewal {}

    /** Its time is over. */
    record Expired(AccountId account) implements Renewal {}

    /** It is unknown, or its sign-in had ended before. */
    record Refused() implements Renewal {}
}
