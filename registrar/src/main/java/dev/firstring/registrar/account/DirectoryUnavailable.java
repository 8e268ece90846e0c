package dev.firstring.registrar.account;

/** The directory of accounts does not answer just now; the message says why, for an operator. */
public final class DirectoryUnavailable extends Exception {

    public DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
