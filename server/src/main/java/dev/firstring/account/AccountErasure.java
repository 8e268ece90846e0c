package dev.firstring.account;

import java.time.Instant;

/**
 * Erases the data that a room stores about an account: phone numbers, secrets and other personal data. A room takes
 * part by contributing a bean of this type.
 */
public interface AccountErasure {

    /**
     * Erases the data in the transaction of the erasure; an exception rolls back the whole erasure. The account's row
     * is locked. Idempotent.
     */
    void erase(AccountId account, Instant now);
}
