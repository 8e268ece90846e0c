package dev.firstring.registrar.account;

import java.util.Optional;

/** Looks up accounts; it is called for each REGISTER. Implementations are thread-safe. */
@FunctionalInterface
public interface AccountDirectory {

    /**
     * Returns the account of an address; empty if no active account exists.
     *
     * @throws DirectoryUnavailable if the directory is unavailable
     */
    Optional<SipAccount> find(AddressOfRecord address) throws DirectoryUnavailable;
}
