package dev.firstring.sip.credential;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Guards methods that require the caller's transaction. */
final class RequiredTransaction {

    private RequiredTransaction() {}

    /** @throws IllegalStateException if no transaction is active, because locks would end with their statement */
    static void require() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("must run in the caller's transaction");
        }
    }
}
