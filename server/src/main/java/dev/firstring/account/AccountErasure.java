package dev.firstring.account;

import java.time.Instant;

/**
 * What a room does when an account is erased: it empties the phone numbers, secrets and other personal data that it
 * keeps of the account. A room takes part by having a bean of this type.
 */
public interface AccountErasure {

    /**
     * Erases, inside the transaction of the erasure: what it throws undoes the whole erasure. The account's row is
     * locked. Called again for the same account it changes nothing more.
     */
    void erase(AccountId account, Instant now);
}
