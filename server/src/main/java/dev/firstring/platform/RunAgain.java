package dev.firstring.platform;

/**
 * Ends a run of {@link RetryingTransactions} and asks for another one in a new transaction: the work has found out how to do
 * better, and what it began cannot go on, because the database has ended the transaction or another one was first.
 */
public final class RunAgain extends RuntimeException {

    /** @param cause why; told if no further run is left */
    public RunAgain(Throwable cause) {
        super("to be run again in a new transaction", cause);
    }

    /** @param reason what another transaction changed in between */
    public RunAgain(String reason) {
        super(reason, null, false, false);
    }
}
