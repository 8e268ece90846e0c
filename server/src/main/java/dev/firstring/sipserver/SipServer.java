package dev.firstring.sipserver;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server that phones register with (S7). Every operation has its own time limit, is idempotent, and fails only with
 * {@link SipServerFault}. Implementations are thread-safe and pass {@code SipServerContract}.
 */
public interface SipServer extends AutoCloseable {

    /** The id of the server in the configuration, in the database and in responses. */
    ServerId id();

    /**
     * The capabilities of the server. An operation that requires an absent capability throws
     * {@link UnsupportedOperationException}.
     */
    Set<Capability> capabilities();

    /** Queries the server for its current health; does not throw if the server is unreachable. */
    ServerHealth health();

    /**
     * Brings an account to the wanted state, whatever its current state: creates or changes it. For a server that
     * {@link Capability#READS_DATABASE reads the database} the commit has done this, and this method does not call the
     * server.
     */
    void apply(WantedAccount account);

    /** Removes the account. An absent account is not an error. */
    void remove(Aor aor);

    /** Queries the server for an account; empty if it has none. */
    Optional<ServerAccount> find(Aor aor);

    /**
     * A page of all accounts on the server, including those that the service did not create, in any order.
     *
     * @param cursor {@link Page#next()} of the previous page; empty for the first
     * @param limit the maximum number of accounts per page; a server may have its own page size
     * @throws UnsupportedOperationException without {@link Capability#LISTS_ACCOUNTS}
     */
    Page<ServerAccount> accounts(String cursor, int limit);

    /**
     * A page of the addresses with a live registration. An address may occur twice.
     *
     * @param cursor {@link Page#next()} of the previous page; empty for the first
     * @param limit the approximate number of addresses per page; a server may have its own page size
     * @throws UnsupportedOperationException without {@link Capability#LISTS_REGISTERED}
     */
    Page<Aor> registered(String cursor, int limit);

    /** The live contacts of an address, without expired ones. */
    List<Registration> registrations(Aor aor);

    /** Drops what the server may have cached of the account's credentials. */
    CacheEffect dropCaches(Aor aor);

    /** Ends all registrations of an address. That there are none is not an error. */
    void deregister(Aor aor);

    /**
     * Ends one registration.
     *
     * @param contact {@link Registration#key()}
     * @return false if there is no such registration
     */
    boolean deregister(Aor aor, String contact);

    /**
     * Ends a registration that was read before. If the server can detect it, a registration that was refreshed since
     * then is not ended.
     *
     * @param seen as returned by {@link #registrations}
     * @return false if the registration no longer exists
     */
    default boolean deregister(Aor aor, Registration seen) {
        return deregister(aor, seen.key());
    }

    /** Closes the connections. */
    @Override
    void close();
}
