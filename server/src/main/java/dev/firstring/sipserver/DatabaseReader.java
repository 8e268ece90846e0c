package dev.firstring.sipserver;

import java.util.Set;

/**
 * A SIP server that reads its accounts from a view of the service's database, and so has them by the commit: what is left to
 * do there are contacts and caches.
 */
public interface DatabaseReader extends SipServer {

    /** What such servers can do, unless one says otherwise. */
    @Override
    default Set<Capability> capabilities() {
        return Set.of(
                Capability.READS_DATABASE,
                Capability.LISTS_REGISTERED,
                Capability.TELLS_HASHES,
                Capability.DROPS_ONE_CONTACT);
    }

    /** Nothing: the commit has done it. */
    @Override
    default void apply(WantedAccount account) {}

    /** Nothing: the row left the view with the commit. */
    @Override
    default void remove(Aor aor) {}

    @Override
    default Page<ServerAccount> accounts(String cursor, int limit) {
        throw new UnsupportedOperationException("SIP server " + id() + " has no accounts of its own to list");
    }
}
