package dev.firstring.account.token;

import dev.firstring.account.AccountId;

/** The result of presenting a refresh token. */
public sealed interface Renewal {

    /** The token was valid and is now used up; these are the next tokens. */
    record Renewed(TokenPair tokens) implements Renewal {}

    /**
     * The token was used up seconds ago by the same client, which may have lost the response. Returns the tokens of
     * that renewal, which are unused.
     */
    record Repeated(TokenPair tokens, AccountId account) implements Renewal {}

    /**
     * The token was used before, so it may have been copied. This call has ended its sign-in and all access tokens of
     * the account.
     */
    record Reused(AccountId account) implements Renewal {}

    /** The token has expired. */
    record Expired(AccountId account) implements Renewal {}

    /** The token is unknown, or its sign-in has ended. */
    record Refused() implements Renewal {}
}
