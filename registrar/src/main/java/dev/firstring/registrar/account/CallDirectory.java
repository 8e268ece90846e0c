package dev.firstring.registrar.account;

/** Tells where a call goes; it is asked for each call and each message. Implementations are thread-safe. */
@FunctionalInterface
public interface CallDirectory {

    /**
     * Returns who is dialled, and the number of the caller.
     *
     * @param dialled the user of the Request-URI, unescaped: a username or a number
     * @throws DirectoryUnavailable if the directory is unavailable
     */
    CallRoute route(AddressOfRecord caller, String dialled) throws DirectoryUnavailable;
}
