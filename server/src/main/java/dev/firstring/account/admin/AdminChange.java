package dev.firstring.account.admin;

import dev.firstring.account.AccountId;

/** What came of making somebody an admin, or of ending that. */
public sealed interface AdminChange {

    record Done(AccountId account) implements AdminChange {}

    /** It was so before. */
    record Already(AccountId account) implements AdminChange {}

    /** Nobody holds the number, or there is no such account. */
    record Nobody() implements AdminChange {}
}
