package dev.firstring.registrar.account;

import java.util.Optional;

/** Where the registrar looks accounts up, at each REGISTER anew. Implementations are thread-safe. */
@FunctionalInterface
public interface AccountDirectory {

    /**
     * The account of that address; empty if there is none that is active.
     *
     * @throws DirectoryUnavailable if the directory does not answer
     */
    Optional<SipAccount> find(AddressOfRecord address) throws DirectoryUnavailable;
}
