package dev.firstring.account.admin;

import dev.firstring.account.AccountId;

/** The result of granting or revoking admin rights. */
public sealed interface AdminChange {

    record Done(AccountId account) implements AdminChange {}

    /** The account was in the requested state already. */
    record Already(AccountId account) implements AdminChange {}

    /** No account holds the number, or the account does not exist. */
    record Nobody() implements AdminChange {}
}
