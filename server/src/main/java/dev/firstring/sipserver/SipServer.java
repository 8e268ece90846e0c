package dev.firstring.sipserver;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server that phones register with (S7). Every operation has a time limit of its own, may be repeated without harm, and
 * fails with {@link SipServerFault} and nothing else. Implementations are thread-safe and pass {@code SipServerContract}.
 */
public interface SipServer extends AutoCloseable {

    /** The name that it has in the configuration, in the database and in answers. */
    ServerId id();

    /** What it can do. An operation that needs what it lacks throws {@link UnsupportedOperationException}. */
    Set<Capability> capabilities();

    /** How it is just now. Asks the server; does not throw for a server that is away. */
    ServerHealth health();

    /**
     * Brings an account to the wanted state, whatever it was before: made where there is none, changed where there is one.
     * For a server that {@link Capability#READS_DATABASE reads the database} the commit has done that, and this asks nothing
     * of it.
     */
    void apply(WantedAccount account);

    /** Takes the account away. That it is gone already is fine. */
    void remove(Aor aor);

    /** What the server itself says of an account; empty if it has none. */
    Optional<ServerAccount> find(Aor aor);

    /**
     * All accounts that the server has, ours and others', in any order, page by page.
     *
     * @param cursor where to go on, as the last page said; empty to begin
     * @param limit accounts a page, at most; a server may have pages of a size of its own
     * @throws UnsupportedOperationException without {@link Capability#LISTS_ACCOUNTS}
     */
    Page<ServerAccount> accounts(String cursor, int limit);

    /**
     * All addresses with a live registration, page by page. An address may come twice.
     *
     * @param cursor where to go on, as the last page said; empty to begin
     * @param limit addresses a page, about; a server may have pages of a size of its own
     * @throws UnsupportedOperationException without {@link Capability#LISTS_REGISTERED}
     */
    Page<Aor> registered(String cursor, int limit);

    /** The live contacts of an address; those that have expired are left out. */
    List<Registration> registrations(Aor aor);

    /** Forgets what it may have cached of the account's credentials. */
    CacheEffect dropCaches(Aor aor);

    /** Ends all registrations of an address. That there are none is fine. */
    void deregister(Aor aor);

    /**
     * Ends one registration.
     *
     * @param contact {@link Registration#key()}
     * @return false if there is no such registration
     */
    boolean deregister(Aor aor, String contact);

    /**
     * Ends a registration as it was read. Where the server can tell, one that was refreshed since is another: it stays.
     *
     * @param seen as {@link #registrations} told it
     * @return false if there is no such registration any more
     */
    default boolean deregister(Aor aor, Registration seen) {
        return deregister(aor, seen.key());
    }

    /** Lets go of connections. */
    @Override
    void close();
}
