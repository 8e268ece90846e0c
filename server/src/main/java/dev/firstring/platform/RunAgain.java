package dev.firstring.platform;

/**
 * Aborts an attempt of {@link RetryingTransactions} and requests another one in a new transaction. Thrown if the
 * current transaction cannot continue, because the database aborted it or another transaction was first, but a retry
 * can succeed.
 */
public final class RunAgain extends RuntimeException {

    /** @param cause the failure; reported if no attempt is left */
    public RunAgain(Throwable cause) {
        super("to be run again in a new transaction", cause);
    }

    /** @param reason what another transaction changed concurrently */
    public RunAgain(String reason) {
        super(reason, null, false, false);
    }
}
