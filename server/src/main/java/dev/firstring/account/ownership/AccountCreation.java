package dev.firstring.account.ownership;

/** What becomes of a caller without a token who has proved a number. */
public enum AccountCreation {
    /** The caller gets the account that holds the number, or a new one. */
    BY_PHONE,
    /** The caller is asked to sign in. */
    REQUIRED
}
