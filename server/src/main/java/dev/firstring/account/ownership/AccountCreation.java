package dev.firstring.account.ownership;

/** How a caller without a token gets an account after verifying a number. */
public enum AccountCreation {
    /** The caller gets the account that holds the number, or a new one. */
    BY_PHONE,
    /** The caller must sign in. */
    REQUIRED
}
