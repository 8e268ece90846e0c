package dev.firstring.sip.credential;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Guards what is only right inside the caller's transaction. */
final class Transactions {

    private Transactions() {}

    /** @throws IllegalStateException if no transaction runs: locks would end with their statement */
    static void require() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("must run in the caller's transaction");
        }
    }
}
