package dev.firstring.registrar.account;

/** The account directory is unavailable. The message gives the reason to an operator. */
public final class DirectoryUnavailable extends Exception {

    public DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
