package dev.firstring.sipserver;

import java.util.Set;

/**
 * A SIP server that reads its accounts from a view of the service's database, so a commit changes them. Only contacts
 * and caches remain to be handled.
 */
public interface DatabaseReader extends SipServer {

    /** The default capabilities of such servers. */
    @Override
    default Set<Capability> capabilities() {
        return Set.of(
                Capability.READS_DATABASE,
                Capability.LISTS_REGISTERED,
                Capability.TELLS_HASHES,
                Capability.DROPS_ONE_CONTACT);
    }

    /** Does nothing: the commit has changed the account. */
    @Override
    default void apply(WantedAccount account) {}

    /** Does nothing: the commit has removed the row from the view. */
    @Override
    default void remove(Aor aor) {}

    @Override
    default Page<ServerAccount> accounts(String cursor, int limit) {
        throw new UnsupportedOperationException("SIP server " + id() + " has no accounts of its own to list");
    }
}
